"""What whoever offered does on its own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tracker.actions.contacts import track_token
from tracker.actions.letters import queue_letter
from tracker.actions.tracking import (
    add_message,
    correct_as_signed,
    erase_contact,
    resend_offer,
    send_track_link,
    set_visibility,
    withdraw_offer,
)
from tracker.choices import (
    EventKind,
    LetterKind,
    LetterState,
    Origin,
    ReplyKind,
    Status,
    Visibility,
)
from tracker.models import Contact, Correction, Event, Letter, Reply, Submission
from tracker.rules.refusals import Refused, TooMany
from tracker.rules.tracking import MOST_WAITING
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact
from tracker.tests.outbox import NOON, draft

NETWORK = "192.0.2.7"


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def asked(cast: Cast, offer: Submission) -> Submission:
    cast.replied(ReplyKind.QUESTION, offer, dated="2026-05-04")
    return offer


def kinds_since(last: Event | None) -> list[str]:
    events = Event.objects.order_by("pk")
    return [one.kind for one in (events.filter(pk__gt=last.pk) if last else events)]


def last_event() -> Event | None:
    return Event.objects.order_by("-pk").first()


def test_send_track_link_queues_a_letter_with_the_secret_hidden(offer: Submission) -> None:
    send_track_link(offer.reference.lower().replace("-", " "), f" {EMAIL.upper()} ", NETWORK)

    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.submission) == (LetterKind.TRACKING, EMAIL, offer)
    assert f"/track/{track_token(offer)}/" in letter.body
    assert track_token(offer) not in letter.shown_body


@pytest.mark.parametrize(
    "reference, email", [("", EMAIL), ("FL-0000-0000", EMAIL), (None, "x@y.z")]
)
def test_send_track_link_to_others_sends_nothing(
    offer: Submission, reference: str | None, email: str
) -> None:
    send_track_link(offer.reference if reference is None else reference, email, NETWORK)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("email", [EMAIL, "stranger@rios.example"])
def test_send_track_link_has_a_limit_for_known_and_unknown_alike(
    offer: Submission, email: str, noon: time_machine.Traveller
) -> None:
    for _ in range(5):
        send_track_link(offer.reference, email, "")

    with pytest.raises(TooMany):
        send_track_link(offer.reference, email, "")
    noon.shift(timedelta(days=1, seconds=1))
    send_track_link(offer.reference, email, "")


def test_send_track_link_has_a_limit_for_a_network(offer: Submission) -> None:
    for number in range(30):
        send_track_link(f"FL-0000-{number:04}", EMAIL, NETWORK)

    with pytest.raises(TooMany):
        send_track_link(offer.reference, EMAIL, NETWORK)
    send_track_link(offer.reference, EMAIL, "192.0.2.8")


def test_add_message_waits_for_release(offer: Submission) -> None:
    before = last_event()

    reply = add_message(offer, " We are still here.\r\n ")

    offer.refresh_from_db()
    assert (reply.kind, reply.text, reply.released_at) == (
        ReplyKind.NOTE,
        "We are still here.",
        None,
    )
    assert (reply.recorded_by, reply.received_at, reply.is_summary) == (None, NOON, False)
    assert offer.status == Status.UNANSWERED
    assert kinds_since(before) == [EventKind.REPLY_RECORDED]
    event = last_event()
    assert event is not None
    assert (event.origin, event.by, event.is_public) == (Origin.LINK, None, False)


def test_add_message_after_a_question_restarts_the_clock_before_its_words_are_public(
    cast: Cast, offer: Submission
) -> None:
    asked(cast, offer)
    assert (offer.status, offer.decide_by) == (Status.QUERIED, None)

    reply = add_message(offer, "Yes, all of us.")

    offer.refresh_from_db()
    assert offer.status == Status.ACKNOWLEDGED
    assert offer.decide_by is not None
    public = Reply.objects.visible_to(None).order_by("pk").last()
    assert public is not None
    assert (public.kind, public.text, public.released_by) == (ReplyKind.ANSWER, "", None)
    assert (reply.kind, reply.text, reply.released_at) == (ReplyKind.NOTE, "Yes, all of us.", None)


def test_add_message_wants_words(offer: Submission) -> None:
    with pytest.raises(Refused, match="Write something"):
        add_message(offer, " \n ")


def test_add_message_takes_only_so_many_that_nobody_has_read(offer: Submission) -> None:
    for number in range(MOST_WAITING):
        add_message(offer, f"No. {number}")

    with pytest.raises(Refused, match="no more"):
        add_message(offer, "One more")


def test_resend_offer_is_public_at_once_and_moves_no_clock(
    offer: Submission, noon: time_machine.Traveller
) -> None:
    noon.shift(timedelta(days=3))
    due = offer.acknowledge_by

    reply = resend_offer(offer)

    offer.refresh_from_db()
    assert reply.is_released
    assert (offer.status, offer.acknowledge_by) == (Status.UNANSWERED, due)


def test_resend_offer_once_a_day(offer: Submission, noon: time_machine.Traveller) -> None:
    resend_offer(offer)

    with pytest.raises(Refused, match="already"):
        resend_offer(offer)
    noon.shift(timedelta(days=1))
    resend_offer(offer)


def test_resend_offer_not_while_the_signatory_must_act(cast: Cast, offer: Submission) -> None:
    asked(cast, offer)

    with pytest.raises(Refused, match="Asked a question"):
        resend_offer(offer)


def test_withdraw_offer_holds_at_once_and_cancels_what_is_pointless(offer: Submission) -> None:
    answer = queue_letter(
        draft(kind=LetterKind.ANSWER), by=None, origin=Origin.DESK, submission=offer
    )
    receipt = queue_letter(draft(), by=None, origin=Origin.DESK, submission=offer)
    before = last_event()

    reply = withdraw_offer(offer)

    offer.refresh_from_db()
    states = [Letter.objects.get(pk=one.pk).state for one in (answer, receipt)]
    assert offer.status == Status.WITHDRAWN
    assert reply.is_released
    assert states == [LetterState.CANCELLED, LetterState.QUEUED]
    assert kinds_since(before) == [
        EventKind.REPLY_RECORDED,
        EventKind.REPLY_RELEASED,
        EventKind.LETTER_CANCELLED,
    ]
    with pytest.raises(Refused, match="Withdrawn"):
        withdraw_offer(offer)


def test_set_visibility_holds_at_once(offer: Submission) -> None:
    set_visibility(offer, Visibility.WITHHELD)

    offer.refresh_from_db()
    assert offer.is_withheld
    assert offer.sort_name == ""
    assert set_visibility(offer, Visibility.WITHHELD) == {}


def test_set_visibility_takes_nothing_else(offer: Submission) -> None:
    with pytest.raises(Refused, match="Choose"):
        set_visibility(offer, "hidden")


def test_correct_as_signed_before_release_is_only_an_event(cast: Cast) -> None:
    offer = with_contact(hosted(cast))
    before = last_event()

    changes = correct_as_signed(offer, {"signed_name": "Rios Libres", "capacity": ""})

    assert changes == {"signed_name": ["Ríos Libres", "Rios Libres"]}
    assert kinds_since(before) == [EventKind.SUBMISSION_CHANGED]
    assert not Correction.objects.exists()


def test_correct_as_signed_after_release_is_also_a_public_correction(offer: Submission) -> None:
    correct_as_signed(offer, {"signed_country": "AR", "representative": "Ana Ruiz"})

    told = [
        (one.what, one.was, one.now, one.is_released, one.recorded_by)
        for one in Correction.objects.order_by("pk")
    ]
    assert told == [
        ("represented by", "not stated", "Ana Ruiz", True, None),
        ("country as signed", "Chile", "Argentina", True, None),
    ]
    assert Correction.objects.visible_to(None).count() == 2


def test_correct_as_signed_wants_a_name(offer: Submission) -> None:
    with pytest.raises(Refused, match="name"):
        correct_as_signed(offer, {"signed_name": "  "})


@pytest.mark.parametrize("values", [{"status": "accepted"}, {"visibility": "withheld"}])
def test_correct_as_signed_takes_no_other_column(offer: Submission, values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="no such fields"):
        correct_as_signed(offer, values)


def test_erase_contact_forgets_addresses_and_keeps_the_submission(offer: Submission) -> None:
    send_track_link(offer.reference, EMAIL, "")

    erase_contact(offer)

    letter = Letter.objects.get()
    offer.refresh_from_db()
    assert not Contact.objects.exists()
    assert (letter.state, letter.to, letter.body) == (LetterState.CANCELLED, "", "")
    assert offer.is_public
    event = last_event()
    assert event is not None
    assert (event.kind, event.changes) == (EventKind.CONTACT_ERASED, {})
    assert EMAIL not in str(event.facts)
