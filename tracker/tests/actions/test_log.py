"""Sequencing: every event once, in order, under a signed root; and what stops it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions import log
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import LogStopped
from tracker.models import Event, LogCheckpoint, LogEntry, LogTile, Projection
from tracker.tests.cast import Cast
from tracker.tests.logs import assert_log_is_right, make_events, plain_leaf

pytestmark = pytest.mark.django_db


def test_sequence_puts_each_event_into_the_log_once(cast: Cast) -> None:
    cast.offered()
    make_events(5)

    assert sequence_events() == Event.objects.count()
    assert sequence_events() == 0
    assert_log_is_right()


def test_sequence_makes_the_first_key_and_logs_that_too() -> None:
    assert sequence_events() == 1

    event = Event.objects.get()
    assert (event.kind, LogEntry.objects.get().event) == ("log-key-made", event)
    assert_log_is_right()


@pytest.mark.parametrize("batch", [1, 2, 3, 256, 300])
def test_sequence_gives_the_same_log_in_any_batches(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "BATCH", batch)
    make_events(40 if batch < 200 else 600)

    assert sequence_events() == Event.objects.count()

    assert LogCheckpoint.objects.count() == -(-Event.objects.count() // batch)
    assert_log_is_right()


def test_sequence_goes_on_where_it_stopped() -> None:
    for count in (1, 254, 1, 1, 255, 3):
        make_events(count)
        sequence_events()

    assert [one.size for one in LogCheckpoint.objects.all()] == [2, 256, 257, 258, 513, 516]
    assert_log_is_right()


def test_sequence_with_nothing_to_do_only_looks() -> None:
    sequence_events()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        sequence_events()

    assert [one["sql"].split()[0] for one in asked.captured_queries] == ["SELECT"] * 2


def test_sequence_keeps_leaves_of_erased_events() -> None:
    make_events(3)
    sequence_events()
    erased = Event.objects.filter(open_facts__isnull=True).latest("pk")
    values = {"changes": {}, "shown_facts": {}, "salt": b"", "subject_label": ""}
    Event.objects.filter(pk=erased.pk).update(**values, erased_at=erased.recorded_at)

    assert plain_leaf(Event.objects.get(pk=erased.pk)) == plain_leaf(erased)
    assert_log_is_right()


def test_sequence_refuses_events_that_no_action_made() -> None:
    sequence_events()
    event = Event.objects.create(kind="note-added", subject_type="x", subject_id=1)

    with pytest.raises(LogStopped, match=f"^Event {event.pk} was not made by an action.$"):
        sequence_events()
    assert not LogEntry.objects.filter(event=event).exists()


SPOILT: dict[str, Callable[[], object]] = {
    "another root": lambda: LogTile.objects.create(level=0, index=0, data=b"a" * 32),
    "no tile": lambda: None,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_sequence_signs_nothing_on_tiles_that_were_changed(spoil: Callable[[], object]) -> None:
    spoil()
    LogCheckpoint.objects.create(size=1, root=b"r" * 32, note="signed elsewhere")
    make_events(1)

    with pytest.raises(LogStopped, match="do not give the root that was signed for 1 entries"):
        sequence_events()
    assert LogCheckpoint.objects.count() == 1


def test_sequence_waits_for_another_time_while_others_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_events(3)
    with monkeypatch.context() as patch:
        patch.setattr(log, "settled_event", lambda *, wait: 0)
        assert sequence_events() == 0

    assert sequence_events(wait=True) == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does so by itself")
@pytest.mark.django_db(transaction=True)
def test_sequence_has_sqlite_put_each_batch_onto_the_disk() -> None:
    sequence_events()

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


def test_sequence_needs_as_much_memory_for_many_events_as_for_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log, "BATCH", 100)

    def least_peak(count: int) -> int:
        """Of three, for a table of the process that happens to grow meanwhile counts in one."""
        peaks = []
        for _round in range(3):
            make_events(count)
            tracemalloc.start()
            sequence_events()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        return min(peaks)

    assert least_peak(2000) < least_peak(300) * 2
    assert Projection.objects.get(name="log").position == Event.objects.latest("pk").pk
