"""Answering: told to the signatories first, and public after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from tracker.actions import answers
from tracker.actions.answers import answer_submissions, release_told_answers, tell_reply
from tracker.actions.contacts import track_token
from tracker.actions.letters import approve_letter, cancel_letter
from tracker.actions.replies import release_reply, void_reply
from tracker.actions.tracking import withdraw_offer
from tracker.choices import (
    EventKind,
    LetterKind,
    LetterState,
    Party,
    ReplyKind,
    Status,
    VoidReason,
)
from tracker.models import Event, Letter, Reply, Submission
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact
from tracker.tests.outbox import NOON

ACCEPTS = {"kind": ReplyKind.ACCEPTANCE, "text": "Welcome."}


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offers(cast: Cast) -> list[Submission]:
    """Two released offers, both with a known address."""
    made = [cast.release(hosted(cast, who)) for who in (cast.rios, cast.fleuves)]
    return [with_contact(one, f"{one.pk}@signers.example") for one in made]


def settle(state: LetterState, *submissions: Submission) -> None:
    """As if the worker had come by."""
    Letter.objects.filter(submission__in=submissions).update(state=state)


def statuses(offers: list[Submission]) -> list[str]:
    return [Submission.objects.get(pk=one.pk).status for one in offers]


def test_answer_is_told_first_and_public_after(cast: Cast, offers: list[Submission]) -> None:
    reply = answer_submissions(offers, ACCEPTS, by=cast.ben)

    letters = list(Letter.objects.order_by("pk"))
    assert [one.kind for one in letters] == [LetterKind.ANSWER] * 2
    assert [one.to for one in letters] == [f"{one.pk}@signers.example" for one in offers]
    assert [one.state for one in letters] == [LetterState.QUEUED] * 2
    assert all(one.not_before > NOON for one in letters)
    assert "Welcome." in letters[0].body
    assert f"/track/{track_token(offers[0])}/" in letters[0].body
    assert track_token(offers[0]) not in letters[0].shown_body
    assert letters[0].reply_to
    assert release_told_answers() == 0
    assert statuses(offers) == [Status.UNANSWERED] * 2
    assert not Reply.objects.visible_to(None).exists()

    settle(LetterState.SENT, *offers)

    assert release_told_answers() == 1
    assert release_told_answers() == 0
    reply.refresh_from_db()
    assert statuses(offers) == [Status.ACCEPTED] * 2
    assert (reply.is_released, reply.released_by, reply.speaker) == (True, None, Party.ISSUER)
    events = Event.objects.about(reply)
    assert [one.kind for one in events] == [EventKind.REPLY_RECORDED, EventKind.REPLY_RELEASED]
    assert EMAIL not in str([one.facts for one in events])


@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.SENDING, LetterState.DRAFTED])
def test_answer_waits_for_the_last_letter(
    cast: Cast, offers: list[Submission], state: LetterState
) -> None:
    answer_submissions(offers, ACCEPTS, by=cast.ben)
    settle(LetterState.SENT, offers[0])
    settle(state, offers[1])

    assert release_told_answers() == 0
    assert statuses(offers) == [Status.UNANSWERED] * 2


def test_answer_that_was_taken_back_never_was(cast: Cast, offers: list[Submission]) -> None:
    reply = answer_submissions(offers, ACCEPTS, by=cast.ben)
    for letter in Letter.objects.all():
        cancel_letter(letter, by=cast.ben)

    assert release_told_answers() == 1

    reply.refresh_from_db()
    assert reply.voided_at is not None
    assert statuses(offers) == [Status.UNANSWERED] * 2


def test_who_was_not_told_is_left_out(cast: Cast, offers: list[Submission]) -> None:
    reply = answer_submissions(offers, ACCEPTS, by=cast.ben)
    withdraw_offer(offers[1])
    settle(LetterState.SENT, offers[0])

    release_told_answers()

    assert statuses(offers) == [Status.ACCEPTED, Status.WITHDRAWN]
    assert list(reply.submissions.all()) == [offers[0]]


def test_answer_without_an_address_is_public_at_once(cast: Cast) -> None:
    offer = cast.release(hosted(cast))

    reply = answer_submissions([offer], ACCEPTS, by=cast.ben)

    assert reply.is_released
    assert statuses([offer]) == [Status.ACCEPTED]
    assert not Letter.objects.exists()


def test_deferral_says_in_the_letter_until_when(cast: Cast, offers: list[Submission]) -> None:
    values = {"kind": ReplyKind.DEFERRAL, "promised_on": date(2026, 6, 1)}

    answer_submissions(offers[:1], values, by=cast.ben)

    assert "promised by 1 June 2026" in Letter.objects.get().body


def test_review_is_by_somebody_else(cast: Cast, offers: list[Submission]) -> None:
    answer_submissions(offers[:1], ACCEPTS, by=cast.ben, needs_review=True)
    letter = Letter.objects.get()

    assert letter.state == LetterState.DRAFTED
    with pytest.raises(Refused, match="somebody else"):
        approve_letter(letter, by=cast.ben)
    assert approve_letter(letter, by=cast.cleo).state == LetterState.QUEUED


def test_review_of_an_answer_without_letters_waits_for_release(cast: Cast) -> None:
    offer = cast.release(hosted(cast))

    reply = answer_submissions([offer], ACCEPTS, by=cast.anna, needs_review=True)

    assert not reply.is_released
    assert release_told_answers() == 0


def test_answering_alone_takes_the_right_to_release(cast: Cast, offers: list[Submission]) -> None:
    with pytest.raises(NotAllowed):
        answer_submissions(offers, ACCEPTS, by=cast.anna)
    assert not Reply.objects.exists()


def test_answer_that_would_change_nothing_is_refused(cast: Cast, offers: list[Submission]) -> None:
    withdraw_offer(offers[1])

    with pytest.raises(Refused, match=offers[1].reference):
        answer_submissions(offers, ACCEPTS, by=cast.ben)
    assert not Letter.objects.exists()


def test_tell_reply_tells_what_came_another_way(cast: Cast, offers: list[Submission]) -> None:
    reply = cast.reply(ReplyKind.REFUSAL, *offers, dated="2026-05-04")

    tell_reply(reply, by=cast.ben)

    assert Letter.objects.count() == 2
    with pytest.raises(Refused, match="on their way"):
        tell_reply(reply, by=cast.ben)


@pytest.mark.parametrize("is_hosted", [True, False])
def test_tell_reply_is_for_answers_at_hosted_statements(cast: Cast, is_hosted: bool) -> None:
    offer = hosted(cast) if is_hosted else cast.offer()
    kind = ReplyKind.LISTING if is_hosted else ReplyKind.ACCEPTANCE
    reply = cast.reply(kind, offer, dated="2026-05-04")

    with pytest.raises(Refused, match="hosted here"):
        tell_reply(reply, by=cast.ben)


def test_voiding_an_answer_cancels_its_letters(cast: Cast, offers: list[Submission]) -> None:
    reply = answer_submissions(offers, ACCEPTS, by=cast.ben)

    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    assert {one.state for one in Letter.objects.all()} == {LetterState.CANCELLED}
    assert release_told_answers() == 0


def test_what_another_worker_has_settled_is_passed_over(
    cast: Cast, offers: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and locking, somebody releases one by hand and another letter is retried."""
    first = answer_submissions(offers[:1], ACCEPTS, by=cast.ben)
    answer_submissions(offers[1:], ACCEPTS, by=cast.ben)
    settle(LetterState.SENT, *offers)
    settle_one = answers._settle

    def meanwhile(pk: int) -> bool:
        if pk == first.pk:
            release_reply(Reply.objects.get(pk=pk), by=cast.ben)
        else:
            settle(LetterState.QUEUED, offers[1])
        return settle_one(pk)

    monkeypatch.setattr(answers, "_settle", meanwhile)

    assert release_told_answers() == 0
