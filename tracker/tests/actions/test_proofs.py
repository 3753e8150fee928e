"""The proof of work at an offer: asked for, single use, and held without it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.attempts import forget_old_tries
from tracker.actions.confirmations import confirm_offer
from tracker.actions.offers import offer_endorsement
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.vetting import lacks_proof, proof_task
from tracker.choices import DecisionPolicy, LetterKind, SenderField, Status, Verdict
from tracker.models import Attempt, Revision, Statement, Submission
from tracker.rules.offers import MOST_TIME
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer, newest_letter, secret_in
from tracker.tests.outbox import noon as noon
from tracker.tests.renewals import revised
from tracker.tests.tasks import solution_of

NONE = "sent without proof of work, as without JavaScript"
USED = "its proof of work was used before"


@pytest.fixture(autouse=True)
def asked(settings: Settings) -> None:
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4


def proof(wording: Revision) -> str:
    return solution_of(proof_task(wording, timezone.now()))


def held(wording: Revision, proof: str, name: str = "Delta Keepers") -> str:
    offer_endorsement(wording, an_offer(name=name), proof=proof)
    return Submission.objects.order_by("-pk")[0].held_because


def test_with_a_proof_an_offer_passes(cast: Cast, noon: time_machine.Traveller) -> None:
    assert held(cast.letter_wording, proof(cast.letter_wording)) == ""


@pytest.mark.parametrize("made_up", ["", "x", "A" * 700])
def test_without_one_it_is_held_and_says_why(
    cast: Cast, noon: time_machine.Traveller, made_up: str
) -> None:
    assert held(cast.letter_wording, made_up) == NONE


def test_a_proof_is_good_once(cast: Cast, noon: time_machine.Traveller) -> None:
    used = proof(cast.letter_wording)
    first, second = (held(cast.letter_wording, used, f"Delta {n}") for n in range(2))

    assert (first, second) == ("", USED)
    assert not lacks_proof(cast.letter_wording, used, timezone.now())


def test_a_used_proof_is_never_good_again(cast: Cast, noon: time_machine.Traveller) -> None:
    used = proof(cast.letter_wording)
    noon.shift(MOST_TIME - timedelta(seconds=1))
    held(cast.letter_wording, used)
    noon.shift(timedelta(hours=23))
    forget_old_tries()
    assert held(cast.letter_wording, used, "Delta 2") == NONE
    noon.shift(timedelta(hours=2))
    forget_old_tries()

    assert not Attempt.objects.filter(at__lte=timezone.now() - timedelta(days=1)).exists()
    assert held(cast.letter_wording, used, "Delta 3") == NONE


def test_a_proof_is_kept_as_a_keyed_hash(cast: Cast, noon: time_machine.Traveller) -> None:
    used = proof(cast.letter_wording)
    held(cast.letter_wording, used)

    assert {len(one.key) for one in Attempt.objects.all()} == {64}
    assert Attempt.objects.count() == 2


def test_a_proof_is_good_for_its_wording_only(cast: Cast, noon: time_machine.Traveller) -> None:
    earlier = proof(cast.letter_wording)

    assert held(revised(cast), earlier) == NONE


def test_whoever_is_let_pass_needs_no_proof(cast: Cast, noon: time_machine.Traveller) -> None:
    values = {"verdict": Verdict.ALLOW, "field": SenderField.DOMAIN, "pattern": "delta.example"}
    record_sender_rule(values | {"note": "Known."}, by=cast.anna)

    assert held(cast.letter_wording, "") == ""


def test_a_site_that_does_not_ask_holds_nothing(
    cast: Cast, settings: Settings, noon: time_machine.Traveller
) -> None:
    settings.ALTCHA = False

    assert proof_task(cast.letter_wording, timezone.now()) == ""
    assert held(cast.letter_wording, "") == ""
    assert not lacks_proof(cast.letter_wording, "", timezone.now())


@pytest.mark.parametrize(
    "is_proved, status, told",
    [
        (True, Status.ACCEPTED, "It stands now"),
        (False, Status.ACKNOWLEDGED, "An editor of this site looks at it before it counts"),
    ],
)
def test_what_is_held_is_not_decided_automatically_and_the_receipt_says_so(
    cast: Cast, noon: time_machine.Traveller, is_proved: bool, status: Status, told: str
) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(policy=DecisionPolicy.AUTOMATIC)
    held(cast.letter_wording, proof(cast.letter_wording) if is_proved else "")
    confirm_offer(secret_in(newest_letter()))

    assert Submission.objects.get().status == status
    assert told in newest_letter(LetterKind.RECEIPT).body
