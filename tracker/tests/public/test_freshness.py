"""When the stamp is read again, by whom, and for how long the one before may still be used."""

from threading import Event, Thread

import pytest
import time_machine
from django.db import Error, InterfaceError, OperationalError

from tracker.public import freshness
from tracker.public.freshness import ASIDE, GRACE, HOLDS, SLICE_SECONDS, Freshness, read_as_new
from tracker.queries.replicas import PRIMARY, reading_from, reads_from
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon
from tracker.tests.public.keeping import Clock
from tracker.tests.public.keeping import clock as clock


class Record:
    """What the database says, and how often it was asked."""

    def __init__(self) -> None:
        self.stamp = (1, 0, 0)
        self.asked: list[str | None] = []

    def __call__(self, alias: str | None = None) -> tuple[int, int, int]:
        self.asked.append(alias)
        return self.stamp


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Record:
    record = Record()
    monkeypatch.setattr(freshness, "newest_stamp", record)
    return record


def test_stamp_is_read_once_a_second_from_the_primary(clock: Clock, record: Record) -> None:
    fresh = Freshness(lambda: None)

    for _ in range(5):
        fresh.seen()
        clock.wait(HOLDS / 5)
    assert record.asked == [PRIMARY]

    fresh.seen()
    assert record.asked == [PRIMARY] * 2


@time_machine.travel(NOON, tick=False)
def test_what_was_made_before_may_be_given_out_for_two_seconds(
    clock: Clock, record: Record
) -> None:
    told: list[str] = []
    fresh = Freshness(lambda: told.append("changed"))
    first = fresh.seen()
    record.stamp = (2, 0, 0)
    clock.wait(HOLDS)
    second = fresh.seen()

    assert first.name != second.name
    assert told == ["changed"] * 2
    assert [fresh.holds(one.name) for one in (first, second)] == [True, True]
    clock.wait(GRACE - HOLDS)
    assert [fresh.holds(one.name) for one in (first, second)] == [False, True]
    assert not fresh.holds("another")


@pytest.mark.parametrize("seconds, expected", [(1, True), (SLICE_SECONDS, False)])
def test_name_changes_every_ten_minutes_at_least(
    clock: Clock, record: Record, noon: time_machine.Traveller, seconds: int, expected: bool
) -> None:
    fresh = Freshness(lambda: None)
    before = fresh.seen()
    noon.shift(seconds)
    clock.wait(seconds)

    assert (fresh.seen().name == before.name) is expected


def test_name_changes_with_the_local_day(
    clock: Clock, record: Record, settings: object, noon: time_machine.Traveller
) -> None:
    """Nepal is five and three quarters of an hour ahead: its day begins within ten minutes."""
    settings.TIME_ZONE = "Asia/Kathmandu"  # type: ignore[attr-defined]
    fresh = Freshness(lambda: None)
    noon.move_to(NOON.replace(hour=18, minute=14, second=59))
    before = fresh.seen()
    noon.shift(1)
    clock.wait(HOLDS)

    assert fresh.seen().name != before.name


def test_others_go_on_while_one_reads_but_not_for_long(clock: Clock, record: Record) -> None:
    """A slow database holds up only who asks when the stamp is older than two seconds."""
    fresh = Freshness(lambda: None)
    first = fresh.seen()
    record.stamp = (2, 0, 0)
    clock.wait(HOLDS)
    seen: list[int] = []

    with fresh.reading:
        assert fresh.seen() is first
        clock.wait(GRACE - HOLDS)
        waiting = Thread(target=lambda: seen.append(fresh.seen().record[0]))
        waiting.start()
        waiting.join(0.05)
        assert waiting.is_alive()
    waiting.join()

    assert seen == [2]


def test_who_waited_for_the_first_reading_does_not_read_again(
    clock: Clock, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(alias: str) -> tuple[int, int, int]:
        begun.set()
        go_on.wait()
        return record(alias)

    monkeypatch.setattr(freshness, "newest_stamp", slow)
    fresh = Freshness(lambda: None)
    threads = [Thread(target=fresh.seen) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait()
    go_on.set()
    for thread in threads:
        thread.join()

    assert record.asked == [PRIMARY]


def test_database_that_fails_is_left_alone_for_a_while(
    clock: Clock, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(alias: str) -> None:
        record.asked.append(alias)
        raise InterfaceError

    monkeypatch.setattr(freshness, "newest_stamp", fail)
    fresh = Freshness(lambda: None)
    for _ in range(3):
        with pytest.raises(Error):
            fresh.seen()
    assert record.asked == [PRIMARY]
    monkeypatch.setattr(freshness, "newest_stamp", record)
    clock.wait(ASIDE)

    assert fresh.seen().record == record.stamp


@pytest.mark.parametrize(
    "replica, expected", [((1, 0, 0), "default"), ((2, 0, 0), "one"), ((3, 0, 0), "one")]
)
def test_replica_behind_the_stamp_is_not_read_from(
    clock: Clock, record: Record, replica: tuple[int, int, int], expected: str
) -> None:
    record.stamp = (2, 0, 0)
    seen = Freshness(lambda: None).seen()
    record.stamp = replica
    with reading_from("one"):
        read_as_new(seen)
        assert reads_from() == expected


def test_replica_that_fails_is_not_read_from(
    clock: Clock, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Freshness(lambda: None).seen()

    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(freshness, "newest_stamp", fail)
    with reading_from("one"):
        read_as_new(seen)
        assert reads_from() == PRIMARY


def test_where_there_is_only_a_primary_it_is_not_asked_again(clock: Clock, record: Record) -> None:
    read_as_new(Freshness(lambda: None).seen())

    assert record.asked == [PRIMARY]
