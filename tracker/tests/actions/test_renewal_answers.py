"""What answers about a new wording do: going over, keeping, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tracker.actions.contacts import track_token
from tracker.actions.positions import record_position
from tracker.actions.renewals import (
    ask_about_new_wordings,
    endorse_new_wording,
    keep_earlier_wording,
)
from tracker.actions.tracking import withdraw_offer
from tracker.choices import EventKind, LetterKind, LetterState, Origin, Renewed, ReplyKind, Status
from tracker.models import Contact, Event, Letter, Position, Renewal, Submission
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact
from tracker.tests.outbox import NOON
from tracker.tests.renewals import revised


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def excepted(cast: Cast, offer: Submission, number: str, text: str) -> Position:
    clause = offer.revision.clauses.get(number=number)
    values = {"clause": clause, "kind": "reservation", "text": text}
    return record_position(offer, values, by=cast.anna, why="Misread.")


def again(offer: Submission) -> Submission:
    return Submission.objects.select_related("revision").get(pk=offer.pk)


def asked() -> list[int]:
    return list(Renewal.objects.order_by("pk").values_list("submission_id", flat=True))


def test_endorsing_moves_the_submission_and_keeps_all_else(cast: Cast, offer: Submission) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated="2026-05-04")
    wording = revised(cast)
    ask_about_new_wordings()

    renewal = endorse_new_wording(offer, wording.pk, [])

    moved = again(offer)
    assert (moved.revision, moved.reference, moved.status) == (
        wording,
        offer.reference,
        Status.ACCEPTED,
    )
    assert (moved.offered, moved.decided_on) == (offer.offered, offer.decided_on)
    assert (renewal.answer, renewal.answered_at, renewal.asked_at) == (
        Renewed.ENDORSED,
        NOON,
        NOON,
    )
    assert Renewal.objects.count() == 1


def test_endorsing_leaves_a_public_event_with_both_wordings(cast: Cast, offer: Submission) -> None:
    first, wording = offer.revision, revised(cast)
    endorse_new_wording(offer, wording.pk, [])

    event = Event.objects.get(kind=EventKind.RENEWAL_ANSWERED)
    assert (event.is_public, event.origin, event.submission) == (True, Origin.LINK, offer)
    assert event.changes == {"revision": [first.pk, wording.pk]}
    assert (event.facts["answer"], event.facts["earlier"], event.facts["number"]) == (
        "endorsed",
        1,
        2,
    )


def test_endorsing_sends_a_receipt(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    ask_about_new_wordings()
    endorse_new_wording(offer, wording.pk, [])

    question, receipt = Letter.objects.order_by("pk")
    assert (question.kind, question.state) == (LetterKind.NEW_REVISION, LetterState.CANCELLED)
    assert (receipt.kind, receipt.to) == (LetterKind.RECEIPT, EMAIL)
    assert "revision 2" in receipt.body
    assert wording.sha256 in receipt.body
    assert f"/offers/{track_token(offer)}/not-me/" in receipt.body


def test_an_unreleased_offer_goes_over_unseen(cast: Cast) -> None:
    offer, wording = with_contact(hosted(cast)), revised(cast)
    endorse_new_wording(offer, wording.pk, [])

    assert not Event.objects.get(kind=EventKind.RENEWAL_ANSWERED).is_public


def test_exceptions_go_over_as_chosen(cast: Cast, offer: Submission) -> None:
    stays = excepted(cast, offer, "1", "Not all of them.")
    gone = excepted(cast, offer, "2", "Some are.")
    wording = revised(cast)

    endorse_new_wording(offer, wording.pk, [stays.pk, gone.pk])

    position = Position.objects.get()
    assert (position.clause, position.text) == (wording.clauses.get(number="2"), "Not all of them.")
    event = Event.objects.get(kind=EventKind.RENEWAL_ANSWERED)
    assert event.changes["positions"] == [
        [["Reservation", "Point 1", "Not all of them."], ["Reservation", "Point 2", "Some are."]],
        [["Reservation", "Point 2", "Not all of them."]],
    ]


def test_exceptions_that_are_settled_are_dropped(cast: Cast, offer: Submission) -> None:
    excepted(cast, offer, "1", "Not all of them.")
    other = cast.release(hosted(cast, cast.fleuves))
    theirs = excepted(cast, other, "1", "Nor these.")
    wording = revised(cast)

    endorse_new_wording(offer, wording.pk, [theirs.pk])

    assert list(Position.objects.all()) == [theirs]


def test_keeping_changes_nothing_but_is_known(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    ask_about_new_wordings()
    keep_earlier_wording(offer, wording.pk)

    assert again(offer).revision.number == 1
    assert Renewal.objects.get().answer == Renewed.KEPT
    event = Event.objects.get(kind=EventKind.RENEWAL_ANSWERED)
    assert (event.is_public, event.changes, event.facts["answer"]) == (True, {}, "kept")
    assert ask_about_new_wordings() == 0


def test_who_kept_can_still_go_over(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    keep_earlier_wording(offer, wording.pk)
    endorse_new_wording(offer, wording.pk, [])

    assert Renewal.objects.get().answer == Renewed.ENDORSED
    assert again(offer).revision == wording


def test_an_answer_before_the_letter_makes_the_letter_needless(
    cast: Cast, offer: Submission
) -> None:
    wording = revised(cast)
    keep_earlier_wording(offer, wording.pk)

    assert ask_about_new_wordings() == 0
    assert Renewal.objects.get().asked_at is None


def test_without_an_address_the_answer_counts_and_no_letter_goes(
    cast: Cast, offer: Submission
) -> None:
    Contact.objects.all().delete()
    wording = revised(cast)
    endorse_new_wording(offer, wording.pk, [])

    assert again(offer).revision == wording
    assert not Letter.objects.exists()


def test_withdrawing_cancels_the_question(cast: Cast, offer: Submission) -> None:
    revised(cast)
    ask_about_new_wordings()
    withdraw_offer(offer)

    assert Letter.objects.get().state == LetterState.CANCELLED


def test_a_text_changed_meanwhile_is_read_again(cast: Cast, offer: Submission) -> None:
    read = revised(cast)
    revised(cast, text="Ferry Letter, mended twice.")

    for answer in (lambda: endorse_new_wording(offer, read.pk, []), _keeping(offer, read.pk)):
        with pytest.raises(Refused, match="Read it again"):
            answer()
    assert asked() == []


def _keeping(offer: Submission, wording: int) -> Any:
    return lambda: keep_earlier_wording(offer, wording)


def test_the_newest_wording_is_not_endorsed_twice(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    endorse_new_wording(offer, wording.pk, [])

    with pytest.raises(Refused, match="already"):
        endorse_new_wording(offer, wording.pk, [])
    assert Event.objects.filter(kind=EventKind.RENEWAL_ANSWERED).count() == 1


def test_a_second_offer_to_the_new_wording_is_in_the_way(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    other = cast.offer(revision=wording, offered="2026-05-04")

    with pytest.raises(Refused, match=other.reference):
        endorse_new_wording(offer, wording.pk, [])
    assert again(offer).revision.number == 1


def test_what_was_withdrawn_answers_nothing(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    withdraw_offer(offer)

    with pytest.raises(Refused, match="Withdrawn"):
        keep_earlier_wording(offer, wording.pk)
    assert asked() == []
