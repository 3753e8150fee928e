"""Signatories who agreed to be told, and letters to all of them."""

from __future__ import annotations

from typing import Any

from tracker.actions.circulars import record_circular, release_circular
from tracker.actions.confirmations import confirm_offer
from tracker.choices import DecisionPolicy
from tracker.models import Circular, Statement, Submission
from tracker.tests.cast import Cast
from tracker.tests.offers import AGREED, newest_letter, offered, secret_in

NEWS = AGREED | {"events": "Tell me of events."}
TEXT = "To {name}\n\nThere is a meeting about “{statement}” ({reference}).\n"


def signed(cast: Cast, email: str = "mara@delta.example", **values: Any) -> Submission:
    """An endorsement that stands, by the form, of somebody who agreed to be told."""
    Statement.objects.filter(pk=cast.letter.pk).update(policy=DecisionPolicy.AUTOMATIC)
    values = {"name": f"Keepers of {email}", "consents": NEWS} | values
    offered(cast.letter_wording, email=email, **values)
    return confirm_offer(secret_in(newest_letter()))


def drafted(cast: Cast, **values: Any) -> Circular:
    facts = {"statement": cast.letter, "subject": "A meeting: {statement}", "body": TEXT}
    return record_circular(facts | values, by=cast.anna)


def released(cast: Cast, **values: Any) -> Circular:
    return release_circular(drafted(cast, **values), by=cast.ben)
