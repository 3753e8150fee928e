"""Offers that wait: kept as they were sent, taken in once, judged by the moment they came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tracker.actions import waiting_offers
from tracker.actions.confirmations import confirm_offer
from tracker.actions.offers import offer_endorsement
from tracker.actions.revisions import add_revision
from tracker.actions.vetting import proof_task
from tracker.actions.waiting_offers import queue_offer, take_next_offer
from tracker.choices import EventKind, LetterKind, PositionKind, Status
from tracker.models import Attempt, Event, Letter, Statement, Submission, WaitingOffer
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, an_offer, newest_letter, secret_in
from tracker.tests.outbox import noon as noon
from tracker.tests.tasks import solution_of

pytestmark = pytest.mark.django_db
NETWORK = "192.0.2.7"


def queued(cast: Cast, *exceptions: Any, network: str = "", proof: str = "", **values: Any) -> None:
    offer = an_offer(**values)
    queue_offer(cast.letter_wording, offer, exceptions, network=network, proof=proof)


def take_all() -> int:
    """How many were taken in, or given up, until none is due."""
    taken = 0
    while take_next_offer(timezone.now()):
        taken += 1
    return taken


def test_queued_offer_is_one_row_and_nothing_else(cast: Cast, noon: Any) -> None:
    wording = cast.letter_wording
    events = Event.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queue_offer(wording, an_offer(), network=NETWORK)

    assert len(queries_of(captured)) == 2
    row = WaitingOffer.objects.get()
    assert (row.revision, row.network, row.received_at) == (wording, NETWORK, timezone.now())
    assert row.typed["offer"]["name"] == "Delta Keepers"
    assert not Submission.objects.exists()
    assert not Letter.objects.exists()
    assert not Attempt.objects.exists()
    assert Event.objects.count() == events


def test_queued_offer_becomes_what_the_form_would_have_made(cast: Cast, noon: Any) -> None:
    clause = cast.letter_wording.clauses.order_by("order")[0]
    exception = {"clause": clause, "kind": PositionKind.OBJECTION, "text": "Not this."}
    offer_endorsement(cast.letter_wording, an_offer(email="b@delta.example"), [exception])
    queued(cast, exception, network=NETWORK)

    assert take_all() == 1

    direct, taken = Submission.objects.order_by("pk")
    assert not WaitingOffer.objects.exists()
    for name in ("signed_name", "signed_kind", "signed_country", "representative", "capacity"):
        assert getattr(taken, name) == getattr(direct, name)
    assert (taken.status, taken.offered, taken.recorded_at) == (
        Status.UNCONFIRMED,
        direct.offered,
        direct.recorded_at,
    )
    position = taken.positions.get()
    assert (position.clause, position.kind, position.text) == (clause, "objection", "Not this.")
    kinds = [
        list(one.events.order_by("pk").values_list("kind", flat=True)) for one in (direct, taken)
    ]
    assert kinds[0] == kinds[1] == [EventKind.SUBMISSION_OFFERED, EventKind.LETTER_QUEUED]
    assert taken.contact.consents == direct.contact.consents
    confirm_offer(secret_in(newest_letter()))
    taken.refresh_from_db()
    assert taken.status != Status.UNCONFIRMED


def test_first_come_is_first_taken_in(cast: Cast) -> None:
    for number in range(3):
        queued(cast, name=f"Delta {number}", email=f"{number}@delta.example")

    assert take_all() == 3
    names = Submission.objects.order_by("pk").values_list("signed_name", flat=True)
    assert list(names) == ["Delta 0", "Delta 1", "Delta 2"]


def test_same_form_sent_twice_waits_once(cast: Cast) -> None:
    queued(cast)
    queued(cast, proof="another")
    queued(cast, capacity="harbour master")

    assert WaitingOffer.objects.count() == 2


def test_offer_is_judged_by_the_moment_it_came(cast: Cast, noon: Any) -> None:
    came = timezone.now()
    Statement.objects.filter(pk=cast.letter.pk).update(closes_on=came.date())
    queued(cast)
    noon.shift(timedelta(days=1))

    assert take_all() == 1

    submission = Submission.objects.get()
    contact = submission.contact
    assert (submission.recorded_at, submission.offered) == (came, came.date().isoformat())
    assert contact.made_at == came
    assert contact.consents["record"]["at"] == came.isoformat()
    # The letter goes out now, and its link is good from now on.
    assert contact.confirm_by == timezone.now() + timedelta(days=7)
    assert {one.at for one in Attempt.objects.all()} == {came}
    event = Event.objects.get(kind=EventKind.SUBMISSION_OFFERED)
    assert event.recorded_at == timezone.now()
    assert event.shown_facts["received"].startswith(came.isoformat()[:19])


def test_wording_changed_meanwhile_is_not_the_one_that_was_signed(cast: Cast) -> None:
    first = cast.letter_wording
    queued(cast)
    facts = {"language": "en", "text": "Other.", "change_note": "Anew"}
    add_revision(cast.letter, facts, [], by=cast.ben)

    take_all()

    assert Submission.objects.get().revision == first


def test_limits_hold_what_waited_as_they_hold_what_did_not(cast: Cast) -> None:
    for number in range(11):
        queued(cast, name=f"Delta {number}", email=f"{number}@delta.example", network=NETWORK)

    take_all()

    held = list(Submission.objects.order_by("pk").values_list("held_because", flat=True))
    assert held == [""] * 10 + ["many offers from one network"]


def test_proof_of_work_counts_when_it_is_taken_in(cast: Cast, settings: Settings) -> None:
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4
    proof = solution_of(proof_task(cast.letter_wording, timezone.now()))
    queued(cast, proof=proof)
    queued(cast, name="Delta 2", proof=proof)
    queued(cast, name="Delta 3", proof="made up")

    take_all()

    assert list(Submission.objects.order_by("pk").values_list("held_because", flat=True)) == [
        "",
        "its proof of work was used before",
        "sent without proof of work, as without JavaScript",
    ]


def test_same_offer_that_stands_already_is_told_so(cast: Cast, noon: Any) -> None:
    offer_endorsement(cast.letter_wording, an_offer())
    confirm_offer(secret_in(newest_letter()))
    noon.shift(60)
    queued(cast)

    take_all()

    assert Submission.objects.count() == 1
    assert newest_letter(LetterKind.DUPLICATE).to == EMAIL


def test_same_offer_that_came_later_and_was_taken_before_ends_no_link(
    cast: Cast, noon: Any
) -> None:
    queued(cast)
    noon.shift(60)
    offer_endorsement(cast.letter_wording, an_offer())
    token = secret_in(newest_letter())

    assert take_all() == 1

    assert not WaitingOffer.objects.exists()
    assert (Submission.objects.count(), Letter.objects.count()) == (1, 1)
    confirm_offer(token)


def test_offer_that_another_worker_holds_is_left_to_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held:
        def rows(self, **_given: Any) -> list[Any]:
            return []

    queued(cast)
    monkeypatch.setattr(waiting_offers, "HELD", Held())

    assert not take_next_offer(timezone.now())
    assert WaitingOffer.objects.get().tries == 0
