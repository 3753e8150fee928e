"""Two workers, and two requests, at the same moment: asked once, and proved once."""

from __future__ import annotations

import pytest
from django.db import connection as connection  # the condition below names it
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.offers import offer_endorsement
from tracker.actions.renewals import ask_about_new_wordings, endorse_new_wording
from tracker.actions.tracking import withdraw_offer
from tracker.actions.vetting import proof_task
from tracker.models import Letter, Renewal, Submission
from tracker.rules.refusals import Refused
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.actions.test_concurrency import race
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import an_offer
from tracker.tests.renewals import revised
from tracker.tests.tasks import solution_of

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite lets one process write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def test_two_workers_ask_everybody_once(cast: Cast) -> None:
    for number, who in enumerate([cast.rios, cast.fleuves, cast.mara]):
        with_contact(cast.release(hosted(cast, who)), f"{number}@signers.example")
    revised(cast)

    counts = race(ask_about_new_wordings, ask_about_new_wordings)

    assert sorted(counts) == [0, 3]
    assert (Renewal.objects.count(), Letter.objects.count()) == (3, 3)


def test_an_answer_waits_for_a_withdrawal(cast: Cast) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    wording = revised(cast)

    _reply, refused = race(
        lambda: withdraw_offer(offer), lambda: endorse_new_wording(offer, wording.pk, [])
    )

    assert isinstance(refused, Refused)
    assert Submission.objects.get().revision_id != wording.pk


def test_the_same_offer_twice_at_once_is_one(cast: Cast) -> None:
    wording = cast.letter_wording

    race(
        lambda: offer_endorsement(wording, an_offer()),
        lambda: offer_endorsement(wording, an_offer()),
    )

    assert (Submission.objects.count(), Letter.objects.count()) == (1, 2)


def test_nobody_waits_for_whoever_else_signs_the_same(cast: Cast) -> None:
    wording = cast.letter_wording

    def meanwhile() -> int:
        offer_endorsement(wording, an_offer(name="Delta 2", email="two@delta.example"))
        return Submission.objects.count()

    # Whoever had waited would see both.
    assert race(lambda: offer_endorsement(wording, an_offer()), meanwhile) == (None, 1)
    assert Submission.objects.count() == 2


def test_one_proof_passes_one_offer(cast: Cast, settings: Settings) -> None:
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4
    wording = cast.letter_wording
    proof = solution_of(proof_task(wording, timezone.now()))

    race(
        lambda: offer_endorsement(wording, an_offer(), proof=proof),
        lambda: offer_endorsement(wording, an_offer(name="Delta 2"), proof=proof),
    )

    reasons = Submission.objects.order_by("held_because").values_list("held_because", flat=True)
    assert list(reasons) == ["", "its proof of work was used before"]
