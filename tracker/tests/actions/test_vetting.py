"""Who is held, refused or let pass: limits, throw-away addresses, and the editors' rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.attempts import counted_tries, forget_old_tries, note_try
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.vetting import proof_task, reason_to_hold
from tracker.choices import (
    SenderField,
    SignatoryKind,
    Verdict,
)
from tracker.models import Attempt
from tracker.rules.limits import Counted
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer, offered
from tracker.tests.outbox import noon as noon
from tracker.tests.tasks import solution_of

pytestmark = pytest.mark.django_db
STEERING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def rule(cast: Cast, verdict: str, field: str, pattern: str) -> None:
    values = {"verdict": verdict, "field": field, "pattern": pattern, "note": "Seen before."}
    record_sender_rule(values, by=cast.anna)


def test_blocked_sender_is_refused(cast: Cast) -> None:
    rule(cast, Verdict.BLOCK, SenderField.DOMAIN, "delta.example")

    with pytest.raises(Refused, match="take no offers from here"):
        offered(cast.letter_wording)
    assert not Attempt.objects.exists()


def test_held_sender_waits_with_the_reason(cast: Cast) -> None:
    rule(cast, Verdict.HOLD, SenderField.NAME, "delta keep")

    assert offered(cast.letter_wording).held_because.startswith("rule about offers no. ")


def test_allowed_sender_passes_throw_away_domains_and_soft_limits(cast: Cast) -> None:
    rule(cast, Verdict.ALLOW, SenderField.DOMAIN, "mailinator.com")
    for number in range(7):
        submission = offered(
            cast.letter_wording, email="mara@mailinator.com", name=f"Delta {number}"
        )

    assert submission.held_because == ""


def test_many_offers_are_held_and_more_are_refused(cast: Cast) -> None:
    held = [offered(cast.letter_wording, name=f"Delta {n}").held_because for n in range(10)]

    assert held == [""] * 5 + ["many offers from one e-mail address"] * 5
    with pytest.raises(Refused, match="very many"):
        offered(cast.letter_wording, name="Delta 10")


def test_networks_are_counted_without_being_kept(cast: Cast) -> None:
    for number in range(11):
        submission = offered(
            cast.letter_wording, email=f"a{number}@delta.example", network="192.0.2.7"
        )

    assert submission.held_because == "many offers from one network"
    assert "192.0.2.7" not in str(list(Attempt.objects.values_list("key")))


def test_what_is_proved_is_not_counted_on_its_statement(cast: Cast, settings: Settings) -> None:
    wording, now = cast.letter_wording, timezone.now()
    who = {Counted.STATEMENT: str(wording.statement_id)}
    for _offer in range(300):
        note_try(who, now)
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4
    proof = solution_of(proof_task(wording, now))

    unproved = an_offer(email="one@delta.example", name="Delta 1")
    assert reason_to_hold(wording, unproved, network="", proof="", now=now) == (
        "many offers to this statement"
    )
    proved = an_offer(email="two@delta.example", name="Delta 2")
    assert reason_to_hold(wording, proved, network="", proof=proof, now=now) == ""
    assert counted_tries(who, now) == {Counted.STATEMENT: 301}


def test_old_tries_are_forgotten(cast: Cast, noon: Any) -> None:
    offered(cast.letter_wording, network="192.0.2.7")
    noon.shift(25 * 3600)
    offered(cast.letter_wording, name="Delta Friends")

    assert forget_old_tries() == 3
    assert Attempt.objects.count() == 2


def test_offer_of_a_person_is_of_a_person(cast: Cast) -> None:
    submission = offered(
        cast.letter_wording, kind=SignatoryKind.PERSON, name="Mara Okonjo", representative=""
    )

    assert submission.signatory.kind == SignatoryKind.PERSON


def test_nobody_is_counted_without_asking(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert counted_tries({Counted.NETWORK: "", Counted.PROOF: ""}, timezone.now()) == {}
