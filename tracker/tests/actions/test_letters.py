"""The outbox: what is put in, looked over, changed and taken back, and by whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.letters import (
    approve_letter,
    cancel_letter,
    cancel_letters,
    change_letter,
    queue_letter,
    queue_letters,
    retry_letter,
    send_letter_now,
)
from tracker.choices import EventKind, LetterKind, LetterState, Origin
from tracker.models import Event, Letter
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import Cast
from tracker.tests.outbox import draft, queued

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def events_of(letter: Letter) -> list[str]:
    return [event.kind for event in Event.objects.about(letter)]


def in_state(state: LetterState, **values: Any) -> Letter:
    letter = queued(**values)
    Letter.objects.filter(pk=letter.pk).update(state=state)
    letter.refresh_from_db()
    return letter


@time_machine.travel(NOON, tick=False)
def test_letter_is_queued_for_now(cast: Cast) -> None:
    offer = cast.offer()

    letter = queue_letter(
        draft(
            reply_to="reply+1@record.example",
            headers={"In-Reply-To": "<a@rios.example>"},
            unsubscribe_url="https://record.example/stop/",
            body="One\r\nTwo",
            secrets=("0abc",),
        ),
        by=None,
        origin=Origin.FORM,
        submission=offer,
    )

    letter.refresh_from_db()
    assert (letter.state, letter.not_before, letter.tries) == ("queued", NOON, 0)
    assert (letter.to, letter.reply_to) == ("mara@rios.example", "reply+1@record.example")
    assert letter.headers == {"In-Reply-To": "<a@rios.example>"}
    assert letter.unsubscribe_url == "https://record.example/stop/"
    assert letter.body == "One\nTwo"
    assert letter.secrets == ["0abc"]
    assert (letter.submission, letter.queued_by, letter.origin) == (offer, None, "form")
    assert list(Letter.objects.due(NOON)) == [letter]


def test_event_of_a_letter_holds_no_contact_data(cast: Cast) -> None:
    offer = cast.offer()
    letter = queued(offer, subject="For Mara", body="Dear Mara, /track/0abc", secrets=("0abc",))

    event = Event.objects.about(letter).get()

    assert (event.kind, event.origin, event.by) == (EventKind.LETTER_QUEUED, Origin.FORM, None)
    assert (event.submission, event.statement) == (offer, offer.statement)
    assert event.subject_label == f"Receipt for an offer {letter.pk}"
    assert event.changes == {}
    assert event.facts == {"letter": "receipt"}
    assert event.is_public is False


def test_message_ids_are_of_this_site_and_never_alike(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "The record <record@rivers.example>"
    ids = {queued().message_id for _ in range(20)}

    assert len(ids) == 20
    assert {one.partition("@")[2] for one in ids} == {"rivers.example>"}


@time_machine.travel(NOON, tick=False)
def test_letter_waits_for_its_undo_time(cast: Cast) -> None:
    letter = queue_letter(draft(), by=cast.anna, origin=Origin.DESK, undo_seconds=60)

    assert letter.queued_by == cast.anna
    assert list(Letter.objects.due(NOON + timedelta(seconds=59))) == []
    assert list(Letter.objects.due(NOON + timedelta(seconds=60))) == [letter]


def test_letter_to_be_reviewed_waits(cast: Cast) -> None:
    letter = queue_letter(draft(), by=cast.anna, origin=Origin.DESK, needs_review=True)

    assert letter.state == LetterState.DRAFTED
    assert list(Letter.objects.due(letter.not_before)) == []
    assert list(Letter.objects.waiting()) == [letter]
    assert events_of(letter) == [EventKind.LETTER_DRAFTED]


def test_many_letters_are_queued_all_or_none(cast: Cast) -> None:
    offer = cast.offer()
    good = [(draft(to=f"m{number}@rios.example"), offer) for number in range(3)]
    with pytest.raises(Refused):
        queue_letters([*good, (draft(to="nobody"), offer)], by=None, origin=Origin.CLOCK)
    assert Letter.objects.count() == 0

    letters = queue_letters(good, by=None, origin=Origin.CLOCK)

    assert [letter.to for letter in letters] == [f"m{number}@rios.example" for number in range(3)]
    assert [events_of(letter) for letter in letters] == [[EventKind.LETTER_QUEUED]] * 3


@pytest.mark.parametrize(
    "values, field",
    [
        ({"to": "mara@rios.example\nBcc: all@rios.example"}, "to"),
        ({"reply_to": "a, b"}, "reply_to"),
        ({"subject": "Hello\r\nBcc: all@rios.example"}, "subject"),
        ({"body": ""}, "body"),
        ({"headers": {"Bcc": "all@rios.example"}}, "headers"),
        ({"unsubscribe_url": "mailto:x@rios.example"}, "unsubscribe_url"),
    ],
)
def test_letter_that_cannot_be_sent_is_refused(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        queued(**values)
    assert list(caught.value.message_dict) == [field]
    assert Letter.objects.count() == 0


def test_letter_of_no_known_kind_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="greeting"):
        queued(kind="greeting")


@time_machine.travel(NOON, tick=False)
def test_reviewed_letter_goes_out_after_its_undo_time(cast: Cast) -> None:
    letter = queue_letter(draft(), by=cast.anna, origin=Origin.DESK, needs_review=True)
    with pytest.raises(NotAllowed):
        approve_letter(letter, by=cast.anna)

    approved = approve_letter(letter, by=cast.ben, undo_seconds=30)

    assert (approved.state, approved.not_before) == ("queued", NOON + timedelta(seconds=30))
    assert events_of(letter) == [EventKind.LETTER_DRAFTED, EventKind.LETTER_QUEUED]
    with pytest.raises(Refused, match="Waits to be sent"):
        approve_letter(letter, by=cast.ben)


def test_changed_letter_keeps_what_stood_in_it_out_of_the_event(cast: Cast) -> None:
    letter = queued()

    change_letter(letter, {"subject": "Mara's offer", "body": "It was received.\n"}, by=cast.anna)

    letter.refresh_from_db()
    event = Event.objects.about(letter).last()
    assert letter.subject == "Mara's offer"
    assert event is not None
    assert (event.kind, event.by, event.changes) == (EventKind.LETTER_CHANGED, cast.anna, {})
    assert event.facts == {"letter": "receipt", "fields": ["subject"]}


def test_letter_saved_unchanged_leaves_no_event(cast: Cast) -> None:
    letter = queued()
    change_letter(letter, {"subject": letter.subject}, by=cast.anna)

    assert events_of(letter) == [EventKind.LETTER_QUEUED]


def test_change_is_checked_like_a_new_letter(cast: Cast) -> None:
    letter = queued()
    with pytest.raises(Refused):
        change_letter(letter, {"subject": "Hello\nBcc: all@rios.example"}, by=cast.anna)
    with pytest.raises(NotAllowed):
        change_letter(letter, {"subject": "Hello"}, by=cast.aud)
    with pytest.raises(Refused):
        change_letter(in_state(LetterState.SENT), {"subject": "Hello"}, by=cast.anna)


@time_machine.travel(NOON, tick=False)
def test_queued_letter_can_be_hurried(cast: Cast) -> None:
    letter = queue_letter(draft(), by=cast.anna, origin=Origin.DESK, undo_seconds=600)
    with pytest.raises(NotAllowed):
        send_letter_now(letter, by=cast.aud)

    assert send_letter_now(letter, by=cast.anna).not_before == NOON
    assert events_of(letter) == [EventKind.LETTER_QUEUED, EventKind.LETTER_QUEUED]
    with pytest.raises(Refused):
        send_letter_now(in_state(LetterState.SENT), by=cast.anna)


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.UNKNOWN])
def test_person_sends_again_what_failed_or_is_unknown(cast: Cast, state: LetterState) -> None:
    letter = in_state(state)
    Letter.objects.filter(pk=letter.pk).update(tries=13)
    with pytest.raises(NotAllowed):
        retry_letter(letter, by=cast.aud)

    again = retry_letter(letter, by=cast.anna)

    assert (again.state, again.tries, again.message_id) == ("queued", 0, letter.message_id)
    assert Event.objects.about(letter).last().facts == {"letter": "receipt", "after": "retry"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "state", [LetterState.SENT, LetterState.SENDING, LetterState.BOUNCED, LetterState.CANCELLED]
)
def test_letter_that_went_out_is_not_sent_again(cast: Cast, state: LetterState) -> None:
    letter = in_state(state)
    with pytest.raises(Refused):
        retry_letter(letter, by=cast.anna)
    assert events_of(letter) == [EventKind.LETTER_QUEUED]


def test_emptied_letter_is_not_sent_again(cast: Cast) -> None:
    letter = in_state(LetterState.FAILED)
    Letter.objects.filter(pk=letter.pk).update(emptied_at=NOON, to="")
    with pytest.raises(Refused, match="was removed"):
        retry_letter(letter, by=cast.anna)


@time_machine.travel(NOON, tick=False)
def test_cancelled_letter_never_goes_out_and_loses_its_links(cast: Cast) -> None:
    letter = queued(body="Open /track/0abc", secrets=("0abc",))
    with pytest.raises(NotAllowed):
        cancel_letter(letter, by=cast.aud)

    cancel_letter(letter, by=cast.anna)

    letter.refresh_from_db()
    assert (letter.state, letter.settled_at) == ("cancelled", NOON)
    assert (letter.body, letter.secrets) == ("Open /track/…", [])
    assert list(Letter.objects.due(NOON)) == []
    assert events_of(letter) == [EventKind.LETTER_QUEUED, EventKind.LETTER_CANCELLED]


@pytest.mark.parametrize("state", [LetterState.SENDING, LetterState.SENT])
def test_letter_in_a_workers_hands_cannot_be_cancelled(cast: Cast, state: LetterState) -> None:
    letter = in_state(state)
    with pytest.raises(Refused, match=str(state.label)):
        cancel_letter(letter, by=cast.anna)


def test_letters_about_a_submission_are_cancelled_by_kind(cast: Cast) -> None:
    offer, other = cast.offer(), cast.offer(cast.fleuves)
    chaser = queued(offer, kind=LetterKind.CHASER)
    receipt, elsewhere = queued(offer), queued(other, kind=LetterKind.CHASER)

    assert cancel_letters(offer, [LetterKind.CHASER], by=None, origin=Origin.LINK) == 1

    states = {one.pk: one.state for one in Letter.objects.all()}
    assert states == {chaser.pk: "cancelled", receipt.pk: "queued", elsewhere.pk: "queued"}
    assert events_of(chaser) == [EventKind.LETTER_QUEUED, EventKind.LETTER_CANCELLED]
    assert cancel_letters(offer, by=None, origin=Origin.LINK) == 1


def test_desk_does_not_read_secret_links(cast: Cast) -> None:
    letter = queued(body="Open /track/0abc", secrets=("0abc",))
    assert letter.shown_body == "Open /track/…"

    letter.state = LetterState.KEPT
    assert letter.shown_body == "Open /track/0abc"


def test_troubled_letters_are_those_somebody_should_look_at() -> None:
    troubled = [
        in_state(state) for state in (LetterState.FAILED, LetterState.UNKNOWN, LetterState.BOUNCED)
    ]
    in_state(LetterState.SENT)
    queued()

    assert set(Letter.objects.troubled()) == set(troubled)
