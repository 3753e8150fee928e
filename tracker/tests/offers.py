"""Offers as somebody makes them by the form, and the secrets in the letters that follow."""

from __future__ import annotations

import re
from typing import Any

from tracker.choices import LetterKind, SignatoryKind
from tracker.models import Contact, Letter, Revision, Submission
from tracker.rules.offers import Offer
from tracker.tests.steps import offer_endorsement

EMAIL = "mara@delta.example"
AGREED = {"record": "Record it.", "letters": "Write to me."}
TYPED = {
    "name": "Delta Keepers",
    "kind": SignatoryKind.ORGANISATION,
    "email": EMAIL,
    "country": "NG",
    "representative": "Mara Okonjo",
    "capacity": "secretary",
}


def an_offer(**values: Any) -> Offer:
    return Offer(**{"consents": AGREED} | TYPED | values)


def offered(wording: Revision, *exceptions: Any, network: str = "", **values: Any) -> Submission:
    """The submission that one offer made, unconfirmed."""
    offer_endorsement(wording, an_offer(**values), exceptions, network=network)
    return Submission.objects.order_by("-pk")[0]


def newest_letter(kind: str = LetterKind.CONFIRMATION) -> Letter:
    return Letter.objects.filter(kind=kind).order_by("-pk")[0]


def secret_in(letter: Letter) -> str:
    """The token that a letter carries; it stands in a link of its text."""
    (token,) = letter.secrets
    assert re.search(rf"/{token}/", letter.body)
    return str(token)


def contact_of(submission: Submission) -> Contact:
    return Contact.objects.select_related("submission__statement").get(submission=submission)
