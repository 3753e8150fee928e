"""Offers as they come by the form, with the contact data and the secret of whoever made them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tracker.actions.contacts import new_contact, track_token
from tracker.models import Contact, Signatory, Submission
from tracker.tests.cast import Cast
from tracker.tests.remembered import remembered

EMAIL = "mara@rios.example"


def hosted(cast: Cast, signatory: Signatory | None = None, **values: Any) -> Submission:
    """An offer to a hosted statement, of today, not released."""
    values = {"offered": timezone.localdate().isoformat()} | values
    return cast.offer(signatory, revision=cast.letter_wording, **values)


@remembered
def with_contact(submission: Submission, email: str = EMAIL) -> Submission:
    """The same, with an address that is known and confirmed."""
    now = timezone.now()
    contact, _token = new_contact(
        submission, email=email, language="en", consents={}, came=now, now=now
    )
    Contact.objects.filter(pk=contact.pk).update(confirm_sha256="", confirm_by=None)
    return submission


def page_of(submission: Submission) -> str:
    """The secret address of its own page."""
    return f"/track/{track_token(submission)}/"
