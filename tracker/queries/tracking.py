"""From a secret in an address to the submission whose own page it opens."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from tracker.models import Enclosure, Event, Submission
from tracker.proof.tokens import token_sha256
from tracker.queries.receipts import RECEIPTS
from tracker.queries.stories import all_to_tell


def files_sent(submission: Submission) -> list[Enclosure]:
    """What its submitter sent with messages, in order."""
    return list(Enclosure.objects.filter(reply__submissions=submission).order_by("pk"))


def tracked_submission(token: str) -> Submission | None:
    """The submission of a submitter's secret, with what its story needs; None for any other.

    Only while its contact data are kept: erasing them closes the page. `receipt_entry` is the place
    in the log of what its newest receipt is about; None while only a promise can be had.
    """
    events = Event.objects.filter(
        subject_type="submission", subject_id=OuterRef("pk"), kind__in=RECEIPTS
    )
    entry = Subquery(events.order_by("-pk").values("entry__index")[:1])
    own = all_to_tell().filter(contact__track_sha256=token_sha256(token))
    own = own.annotate(receipt_entry=entry)
    return own.select_related("contact").first()
