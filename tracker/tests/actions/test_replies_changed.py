"""Changing and voiding what either side wrote: where the submissions stand follows."""

import pytest

from tracker.actions.releases import release_submission
from tracker.actions.replies import change_reply, void_reply
from tracker.actions.sources import add_source
from tracker.choices import EventKind, Party, ReplyKind, Status, VoidReason
from tracker.models import Event
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.actions.test_replies import statuses
from tracker.tests.cast import SOURCE, Cast, make_user


def test_void_reply_leaves_its_submissions_as_if_it_had_not_come(cast: Cast) -> None:
    one, two = cast.offered(), cast.offered(cast.fleuves)
    reply = cast.replied(ReplyKind.REFUSAL, one, two)

    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    assert statuses(one, two) == [Status.UNANSWERED, Status.UNANSWERED]
    event = Event.objects.get(kind=EventKind.REPLY_VOIDED)
    assert event.changes == {"void_reason": ["", "mistake"]}
    assert [one.kind for one in Event.objects.visible_to(None) if "refus" in str(one).lower()] == []


@pytest.mark.parametrize("how", ["void", "change"])
def test_silence_that_nobody_released_does_not_become_public(cast: Cast, how: str) -> None:
    cast.__dict__["anna"] = cast.cleo
    offer = cast.offer()
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)
    release_submission(offer, by=cast.ben)
    act = {
        "void": lambda by: void_reply(reply, VoidReason.MISTAKE, by=by),
        "change": lambda by: change_reply(
            reply, {"kind": ReplyKind.NOTE, "speaker": Party.ISSUER}, by=by, why="Misread."
        ),
    }[how]

    with pytest.raises(Refused, match="needs a source"):
        act(cast.ben)
    add_source(offer, SOURCE, by=cast.ben)
    with pytest.raises(Refused, match="somebody else must release it"):
        act(cast.cleo)
    assert statuses(offer) == [Status.ACCEPTED]
    act(cast.ben)
    assert statuses(offer) == [Status.UNANSWERED]


@pytest.mark.parametrize("reason", ["", "boredom"])
def test_void_reply_wants_a_reason(cast: Cast, reason: str) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())

    with pytest.raises(Refused, match="Choose why this is void"):
        void_reply(reply, reason, by=cast.ben)


def test_void_reply_works_once(cast: Cast) -> None:
    reply = void_reply(cast.reply(ReplyKind.DEFERRAL, cast.offer()), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="void already"):
        void_reply(reply, VoidReason.SPAM, by=cast.ben)


def test_void_reply_refuses_to_bring_a_second_live_submission_about(cast: Cast) -> None:
    first = cast.offered()
    withdrawal = cast.replied(ReplyKind.WITHDRAWAL, first)
    cast.offer(offered="2022-05-01")

    with pytest.raises(Refused, match="Void one of the two first"):
        void_reply(withdrawal, VoidReason.MISTAKE, by=cast.ben)

    assert statuses(first) == [Status.WITHDRAWN]
    assert not Event.objects.filter(kind=EventKind.REPLY_VOIDED).exists()


def test_change_reply_restates_its_submissions(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)

    changed = change_reply(
        reply, {"kind": ReplyKind.QUESTION, "text": "Who?"}, by=cast.ben, seen=2, why="Misread."
    )

    assert statuses(offer) == [Status.QUERIED]
    assert changed.version == 3
    event = Event.objects.get(kind=EventKind.REPLY_CHANGED)
    assert event.changes == {"kind": ["acknowledgement", "question"], "text": ["", "Who?"]}


def test_change_reply_moves_it_to_other_submissions(cast: Cast) -> None:
    one, two = cast.offered(), cast.offered(cast.fleuves)
    reply = cast.replied(ReplyKind.DEFERRAL, one)

    change_reply(reply, {}, [two], by=cast.ben, why="Misread.")

    assert statuses(one, two) == [Status.UNANSWERED, Status.DEFERRED]
    event = Event.objects.get(kind=EventKind.REPLY_CHANGED)
    assert event.changes == {"submissions": [[one.pk], [two.pk]]}


def test_change_reply_without_a_difference_does_nothing(cast: Cast) -> None:
    one, two = cast.offer(), cast.offer(cast.fleuves)
    reply = cast.reply(ReplyKind.DEFERRAL, one, two)
    events = Event.objects.count()

    same = change_reply(reply, {"dated": "2022-03-05"}, [two, one, two], by=cast.anna)

    assert same.version == 1
    assert Event.objects.count() == events


def test_change_reply_keeps_to_its_statement(cast: Cast) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())
    elsewhere = cast.offer(revision=cast.letter_wording)

    with pytest.raises(Refused, match="belong to another statement"):
        change_reply(reply, {}, [elsewhere], by=cast.anna)


def test_change_reply_tells_the_second_editor_what_happened(cast: Cast) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())
    cast.release(reply)

    with pytest.raises(Conflict, match="ben: Reply released"):
        change_reply(reply, {"text": "Later."}, by=cast.anna, seen=1)


def test_change_reply_that_is_public_needs_the_right_to_release(cast: Cast) -> None:
    reply = cast.replied(ReplyKind.DEFERRAL, cast.offer())

    with pytest.raises(NotAllowed):
        change_reply(reply, {"text": "Later."}, by=cast.anna)
    assert change_reply(reply, {"text": "Later."}, by=cast.ben, why="Misread.").text == "Later."


@pytest.mark.parametrize("kind", [ReplyKind.REFUSAL, ReplyKind.DISPUTE])
def test_change_reply_never_makes_a_negative_claim_of_what_is_public(
    cast: Cast, kind: ReplyKind
) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)

    with pytest.raises(Refused, match="Void it and record a new one"):
        change_reply(reply, {"kind": kind}, by=cast.ben)
    assert statuses(offer) == [Status.ACCEPTED]


def test_change_reply_of_a_public_refusal_needs_somebody_else_than_its_author(cast: Cast) -> None:
    cast.__dict__["anna"] = make_user("anna", "publisher")
    reply = cast.replied(ReplyKind.REFUSAL, cast.offer())

    with pytest.raises(Refused, match="somebody else must release it"):
        change_reply(reply, {"text": "Never."}, by=cast.anna)
    assert change_reply(reply, {"text": "Never."}, by=cast.ben, why="Misread.").text == "Never."


def test_change_reply_leaves_void_ones_alone(cast: Cast) -> None:
    reply = void_reply(cast.reply(ReplyKind.DEFERRAL, cast.offer()), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="This is void"):
        change_reply(reply, {"text": "Later."}, by=cast.ben)
