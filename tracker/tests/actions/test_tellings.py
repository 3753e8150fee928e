"""Telling those who follow: what, when, once, and at what cost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions import tellings
from tracker.actions.tellings import AHEAD, room_in_outbox, tell_followers
from tracker.choices import (
    EventKind,
    Frequency,
    LetterKind,
    LetterState,
    ReplyKind,
)
from tracker.models import Event, Follow, Letter, Projection
from tracker.rules.follows import COLLECTED, MOST_TOLD, PAUSES
from tracker.tests.cast import Cast
from tracker.tests.follows import EMAIL, following, told
from tracker.tests.outbox import NOON, queued
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db
PAUSE = PAUSES[Frequency.AT_ONCE]
WEEK = PAUSES[Frequency.WEEKLY]


def test_what_is_new_is_told_in_one_letter(cast: Cast) -> None:
    cast.offered(cast.fleuves)
    follow = following(cast.declaration)
    offer = cast.offered()
    cast.replied(ReplyKind.DEFERRAL, offer)

    (letter,) = told()

    assert (letter.to, letter.kind, letter.submission) == (EMAIL, LetterKind.DIGEST, None)
    assert letter.subject == "“Rivers Declaration”: 2 new entries in the record"
    assert "Ríos Libres offered to sign" in letter.body
    assert "Harbour Assembly needs more time" in letter.body
    assert letter.body.index("offered to sign") < letter.body.index("needs more time")
    assert "Fleuves" not in letter.body
    assert f"/submissions/{offer.reference}/" in letter.body
    assert letter.unsubscribe_url in letter.body
    follow.refresh_from_db()
    assert follow.told_at is not None
    assert not follow.has_news


def test_nothing_new_writes_no_letter(cast: Cast) -> None:
    cast.offered()
    following(cast.declaration)

    assert told() == []


def test_what_happens_in_a_rush_is_collected(cast: Cast, noon: time_machine.Traveller) -> None:
    following(cast.declaration)
    cast.offered()
    tell_followers(timezone.now())
    noon.shift(COLLECTED - timedelta(seconds=1))
    cast.offered(cast.fleuves)

    assert tell_followers(timezone.now()) == 0
    noon.shift(timedelta(seconds=1))
    assert tell_followers(timezone.now()) == 1
    letter = Letter.objects.get(kind=LetterKind.DIGEST)
    assert "Ríos Libres" in letter.body
    assert "Fleuves Vivants" in letter.body


def test_next_letter_keeps_its_distance(cast: Cast, noon: time_machine.Traveller) -> None:
    following(cast.declaration)
    cast.offered()
    told()
    noon.shift(COLLECTED + timedelta(seconds=1))
    cast.offered(cast.fleuves)

    assert told() == []
    (letter,) = told(after=PAUSE)
    assert "Fleuves Vivants" in letter.body
    assert "Ríos Libres" not in letter.body


def test_weekly_letters_come_once_a_week(cast: Cast, noon: time_machine.Traveller) -> None:
    following(cast.declaration, frequency=Frequency.WEEKLY)
    cast.offered()
    (first,) = told()
    noon.shift(timedelta(days=2))
    cast.offered(cast.fleuves)
    noon.shift(timedelta(days=2))
    cast.replied(ReplyKind.REFUSAL, cast.offered(cast.mara))

    assert told() == []
    (second,) = told(after=WEEK)

    assert "Ríos Libres" in first.body
    assert "3 new entries" in second.subject
    assert "Mara Okonjo" in second.body


def test_missed_week_loses_nothing(cast: Cast, noon: time_machine.Traveller) -> None:
    following(cast.declaration)
    cast.offered()
    noon.shift(timedelta(days=9))
    cast.offered(cast.fleuves)

    (letter,) = told()

    assert "2 new entries" in letter.subject


def test_telling_twice_writes_one_letter(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered()
    assert len(told()) == 1

    assert told(after=WEEK) == []


def test_worker_that_dies_before_its_end_tells_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    following(cast.declaration)
    cast.offered()
    begun = timezone.now()
    tell_followers(begun)

    def dies(*_given: Any, **_values: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(tellings, "record_event", dies)
        with pytest.raises(SystemExit):
            tell_followers(begun + COLLECTED)
    assert not Letter.objects.filter(kind=LetterKind.DIGEST).exists()

    assert tell_followers(begun + COLLECTED) == 1
    assert tell_followers(begun + WEEK) == 0
    assert Letter.objects.filter(kind=LetterKind.DIGEST).count() == 1


def test_worker_that_dies_while_marking_marks_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    following(cast.declaration)
    cast.offered()

    def dies(*_given: Any) -> None:
        Follow.objects.update(has_news=True)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(tellings, "_mark", dies)
        with pytest.raises(SystemExit):
            tell_followers(timezone.now())
    assert not Follow.objects.get().has_news

    assert len(told()) == 1


def test_second_worker_leaves_the_marking_to_the_first(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered()
    Projection.objects.create(name=tellings.NAME, position=0)
    events = list(Event.objects.order_by("pk"))

    assert tellings._mark_all(events, 0, NOON)
    assert not tellings._mark_all(events, 0, NOON)


def test_nobody_is_told_while_somebody_records(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    following(cast.declaration)
    cast.offered()

    with monkeypatch.context() as patched:
        patched.setattr(tellings, "settled_event", lambda: 0)
        assert told() == []

    assert len(told()) == 1


def test_many_events_are_read_some_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tellings, "BATCH", 2)
    following(cast.declaration)
    cast.offered()
    cast.offered(cast.fleuves)

    (letter,) = told()

    assert "2 new entries" in letter.subject
    before_letter = Event.objects.exclude(kind=EventKind.FOLLOWERS_TOLD).order_by("-pk")[0]
    assert Projection.objects.get(name=tellings.NAME).position == before_letter.pk


def test_long_news_are_cut_to_the_newest(cast: Cast) -> None:
    following(cast.declaration)
    for number in range(MOST_TOLD + 2):
        cast.offered(cast.signatory(f"Mill {number:02}"))

    (letter,) = told()

    assert f"{MOST_TOLD}+ new entries" in letter.subject
    assert "There is more" in letter.body
    assert "Mill 01 " not in letter.body
    assert letter.body.count("offered to sign") == MOST_TOLD


def test_names_that_no_letter_can_hold_stop_nobody(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered(signed_name="Ríos\x0bLibres\u2028")

    (letter,) = told()

    assert "Ríos Libres" in letter.body


def test_letters_are_written_as_fast_as_they_go_out(cast: Cast) -> None:
    begun = timezone.now()
    for number in range(3):
        following(cast.declaration, f"r{number}@readers.example")
    Letter.objects.update(state=LetterState.SENT)
    for _time in range(AHEAD - 2):
        queued()
    cast.offered()
    begun = timezone.now()

    tell_followers(begun)
    assert tell_followers(begun + COLLECTED) == 2
    assert tell_followers(begun + COLLECTED) == 0
    assert room_in_outbox(begun + COLLECTED) == 0
    Letter.objects.update(state=LetterState.SENT)
    assert tell_followers(begun + COLLECTED) == 1


def test_telling_leaves_one_event_without_addresses(cast: Cast) -> None:
    following(cast.declaration)
    following(cast.declaration, "otto@readers.example")
    cast.offered()
    told()

    (event,) = Event.objects.filter(kind=EventKind.FOLLOWERS_TOLD)
    position = Projection.objects.get(name=tellings.NAME).position
    assert event.facts == {"letters": 2, "until": position}
    assert not event.is_public


def queries_of(act: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len([one for one in asked if not re.search("SAVEPOINT|pg_advisory", one["sql"])])


def test_rest_costs_four_queries_however_many_follow(cast: Cast) -> None:
    for number in range(3):
        following(cast.declaration, f"r{number}@readers.example")
    cast.offered()
    told()
    tell_followers(timezone.now())

    assert queries_of(lambda: tell_followers(timezone.now() + WEEK)) == 4


@pytest.mark.parametrize("amount", [1, 5])
def test_telling_costs_as_many_queries_for_many_as_for_one(cast: Cast, amount: int) -> None:
    for number in range(amount):
        following(cast.declaration, f"r{number}@readers.example")
    cast.offered()
    begun = timezone.now()
    tell_followers(begun)

    assert queries_of(lambda: tell_followers(begun + COLLECTED)) == 11


@pytest.mark.skipif(connection.vendor != "sqlite", reason="small tables are read whole")
@pytest.mark.parametrize("about", ["statement", "signatory", "submission"])
def test_only_those_who_are_not_marked_yet_are_read(db: None, about: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        tellings._mark(about, [1, 2], 9, NOON)
        Follow.objects.due(NOON).exists()
    plans = []
    for one in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plans.append(" ".join(str(row[-1]) for row in cursor.fetchall()))

    assert f"follow_{about}_quiet" in plans[0]
    assert "follow_due" in plans[1]
