"""From a secret in an address to the submission whose own page it opens."""

from __future__ import annotations

from tracker.models import Enclosure, Submission
from tracker.proof.tokens import token_sha256
from tracker.queries.stories import all_to_tell


def files_sent(submission: Submission) -> list[Enclosure]:
    """What its submitter sent with messages, in order."""
    return list(Enclosure.objects.filter(reply__submissions=submission).order_by("pk"))


def tracked_submission(token: str) -> Submission | None:
    """The submission of a submitter's secret, with what its story needs; None for any other.

    Only while its contact data are kept: erasing them closes the page.
    """
    own = all_to_tell().filter(contact__track_sha256=token_sha256(token))
    return own.select_related("contact").first()
