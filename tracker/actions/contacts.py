"""How to reach whoever made an offer: kept apart, with the links that only they get."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from tracker.models import Contact, Submission
from tracker.proof.tokens import derived_token, new_token, token_sha256
from tracker.rules.senders import folded_address


def new_contact(
    submission: Submission,
    *,
    email: str,
    language: str,
    consents: Mapping[str, str],
    came: datetime,
    now: datetime,
) -> tuple[Contact, str]:
    """A stored contact of an offer to be confirmed, and the token that confirms it from now on.

    `consents` are the words agreed to when it came, by purpose: they are kept as they were read.
    """
    contact = Contact(
        submission=submission,
        email=email,
        email_folded=folded_address(email),
        language=language,
        consents={
            purpose: {"words": words, "at": came.isoformat()} for purpose, words in consents.items()
        },
        track_sha256=token_sha256(track_token(submission)),
        made_at=came,
    )
    token = renewed(contact, now)
    contact.save(force_insert=True)
    return contact, token


def renewed(contact: Contact, now: datetime) -> str:
    """Give an unsaved contact a new token to confirm with, good for CONFIRM_DAYS; returns it."""
    token = new_confirm_token(contact)
    contact.confirm_by = now + timedelta(days=settings.CONFIRM_DAYS)
    # Somewhat longer than the link: whoever opens it too late can still ask for another.
    contact.expires_on = (contact.confirm_by + timedelta(days=settings.CONFIRM_DAYS)).date()
    return token


def new_confirm_token(contact: Contact) -> str:
    """Give an unsaved contact a new token to confirm with until the same day; returns it."""
    token = new_token()
    contact.confirm_sha256 = token_sha256(token)
    return token


def track_token(submission: Submission) -> str:
    """The token of the submitter's own page: made from the site's key, so any letter can print it.

    Only its hash is kept (Contact.track_sha256).
    """
    return derived_token(settings.SECRET_KEY, "track", submission.reference)


def known_track_token(contact: Contact) -> str:
    """The same, and it opens the page: after a change of the site's key the hash is written anew.

    Leaves no event: it is a secret, and says nothing of its own.
    """
    token = track_token(contact.submission)
    if contact.track_sha256 != token_sha256(token):
        contact.track_sha256 = token_sha256(token)
        contact.save(update_fields=["track_sha256"])
    return token
