"""Personal links, and what a party says through one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from tracker.actions.answer_links import (
    LASTS,
    answer_by_link,
    make_answer_link,
    revoke_answer_link,
)
from tracker.actions.replies import release_reply
from tracker.actions.sources import add_source
from tracker.choices import (
    EventKind,
    LetterKind,
    Origin,
    Party,
    ReplyKind,
    Status,
)
from tracker.models import Event, Letter, Link, Reply, Submission
from tracker.rules.refusals import Refused, TooMany
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.outbox import NOON

FOR_ISSUER = {"party": Party.ISSUER, "label": "the secretary"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offers(cast: Cast) -> list[Submission]:
    return [cast.offered(), cast.offered(cast.fleuves)]


@pytest.fixture
def link(cast: Cast, offers: list[Submission]) -> Link:
    return make_answer_link(offers, FOR_ISSUER, by=cast.anna).link


def test_make_answer_link_keeps_only_the_hash(cast: Cast, offers: list[Submission]) -> None:
    made = make_answer_link(offers, FOR_ISSUER, by=cast.anna)

    event = Event.objects.get(kind=EventKind.LINK_MADE)
    stored = " ".join(str(value) for value in Link.objects.values().get().values())
    assert made.token not in stored
    assert made.token not in f"{event.facts} {event.changes}"
    assert "secretary" not in f"{event.facts} {event.changes}"
    assert made.link.expires_at == NOON + LASTS
    assert not Letter.objects.exists()


def test_make_answer_link_is_sent_where_asked(cast: Cast, offers: list[Submission]) -> None:
    made = make_answer_link(offers, FOR_ISSUER, by=cast.anna, email="office@harbour.example")

    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == (LetterKind.INVITATION, "office@harbour.example")
    assert f"/answer/{made.token}/" in letter.body
    assert made.token not in letter.shown_body
    assert all(one.reference in letter.body for one in offers)


@pytest.mark.parametrize("party", ["", Party.NOBODY])
def test_make_answer_link_wants_a_party_that_speaks(
    cast: Cast, offers: list[Submission], party: str
) -> None:
    with pytest.raises(Refused, match="Choose who gets it"):
        make_answer_link(offers, {"party": party}, by=cast.anna)


@pytest.mark.parametrize(
    "kind, promised",
    [
        (ReplyKind.ACKNOWLEDGEMENT, None),
        (ReplyKind.DEFERRAL, date(2026, 6, 1)),
        (ReplyKind.DEFERRAL, None),
        (ReplyKind.ACCEPTANCE, None),
        (ReplyKind.REFUSAL, None),
    ],
)
def test_answer_waits_for_release_and_shows_its_origin(
    link: Link, offers: list[Submission], kind: ReplyKind, promised: date | None
) -> None:
    reply = answer_by_link(link, offers, {"kind": kind, "promised_on": promised})

    event = Event.objects.about(reply).get()
    link.refresh_from_db()
    assert (event.origin, event.by) == (Origin.LINK, None)
    assert (reply.speaker, reply.recorded_by, reply.received_at) == (Party.ISSUER, None, NOON)
    assert reply.promised_on == promised
    assert not reply.is_released
    assert link.used_at == NOON
    assert {one.status for one in Submission.objects.all()} == {Status.UNANSWERED}


def test_released_answer_counts(cast: Cast, link: Link, offers: list[Submission]) -> None:
    reply = answer_by_link(link, offers[:1], {"kind": ReplyKind.REFUSAL})
    with pytest.raises(Refused, match="source"):
        release_reply(reply, by=cast.ben)
    add_source(reply, SOURCE, by=cast.anna)

    release_reply(reply, by=cast.ben)

    statuses = [Submission.objects.get(pk=one.pk).status for one in offers]
    assert statuses == [Status.REFUSED, Status.UNANSWERED]


def test_dispute_names_the_public_message_it_is_about(
    cast: Cast, link: Link, offers: list[Submission]
) -> None:
    claim = cast.replied(ReplyKind.REFUSAL, offers[0])

    said = {"kind": ReplyKind.DISPUTE, "text": "We did not.", "disputes": claim}

    assert answer_by_link(link, offers[:1], said).disputes == claim


def test_dispute_of_what_nobody_has_seen_is_refused(
    cast: Cast, link: Link, offers: list[Submission]
) -> None:
    draft = cast.reply(ReplyKind.REFUSAL, offers[0])

    with pytest.raises(Refused, match="messages shown"):
        answer_by_link(link, offers, {"kind": ReplyKind.DISPUTE, "text": "No.", "disputes": draft})


def test_only_a_dispute_disputes(cast: Cast, link: Link, offers: list[Submission]) -> None:
    claim = cast.replied(ReplyKind.REFUSAL, offers[0])
    said = {"kind": ReplyKind.NOTE, "text": "Thanks.", "disputes": claim}

    assert answer_by_link(link, offers, said).disputes is None


def test_link_opens_no_other_submission(cast: Cast, link: Link) -> None:
    other = cast.offered(cast.network)

    with pytest.raises(Refused, match="at least one"):
        answer_by_link(link, [other], {"kind": ReplyKind.ACCEPTANCE})


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_link_that_has_ended_records_nothing(
    cast: Cast, link: Link, offers: list[Submission], noon: time_machine.Traveller, how: str
) -> None:
    if how == "expired":
        noon.shift(LASTS)
    else:
        revoke_answer_link(link, by=cast.anna)

    with pytest.raises(Refused, match="ended"):
        answer_by_link(link, offers, {"kind": ReplyKind.ACCEPTANCE})
    assert not Reply.objects.exists()


def test_link_works_until_then_as_often_as_one_likes(
    link: Link, offers: list[Submission], noon: time_machine.Traveller
) -> None:
    for _ in range(3):
        noon.shift(timedelta(days=15))
        answer_by_link(link, offers, {"kind": ReplyKind.NOTE, "text": "Still thinking."})

    assert Reply.objects.count() == 3


def test_link_has_a_limit(
    link: Link, offers: list[Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.actions.answer_links.over", lambda tries, hard: "link")

    with pytest.raises(TooMany):
        answer_by_link(link, offers, {"kind": ReplyKind.ACCEPTANCE})


def test_link_is_revoked_once(cast: Cast, link: Link) -> None:
    revoke_answer_link(link, by=cast.anna)

    with pytest.raises(Refused, match="already"):
        revoke_answer_link(link, by=cast.anna)
