"""Whose clocks are read, at what cost, and that a reader may be stopped and started at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.clocks import MOVING, mark_changed
from tracker.actions.lateness import read_clocks
from tracker.actions.replies import change_reply
from tracker.choices import EventKind, ReplyKind, StepKind
from tracker.models import Event, Projection, Step, Watch
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted
from tracker.tests.outbox import NOON
from tracker.tests.queries.crowds import crowd


def on(days: int) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def read() -> int:
    """How many clocks were read."""
    return sum(read_clocks())


def late() -> int:
    """How many events say that something became late."""
    return Event.objects.filter(kind=EventKind.LATENESS_RECORDED).count()


def test_many_clocks_cost_as_much_as_one(cast: Cast) -> None:
    crowd(cast, 1, stem="Weir", offered="2026-05-04")
    with on(9):
        read()
    crowd(cast, 2, offered="2026-05-04")
    with on(9):
        few = cost_of_reading(2)
    # No more events than SQLite takes in one statement of 999 values.
    crowd(cast, 20, stem="Lock", offered="2026-05-04")
    with on(9):
        assert cost_of_reading(20) == few


def cost_of_reading(number: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert read() == number
    return len(queries)


def test_nothing_new_costs_four_looks(cast: Cast) -> None:
    crowd(cast, 2, offered="2026-05-04")
    with on(9):
        read()
        read()
        with CaptureQueriesContext(connection) as queries:
            assert read() == 0

    selects = [one["sql"] for one in queries if one["sql"].startswith("SELECT")]
    assert len(selects) == 4


def test_clocks_are_read_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.actions.lateness.BATCH", 2)
    monkeypatch.setattr("tracker.actions.clocks.BATCH", 3)
    crowd(cast, 5, offered="2026-05-04")
    with on(9):
        assert list(read_clocks()) == [2, 2, 1]
        assert read() == 0

    assert late() == 5


def test_stopped_half_way_it_goes_on_where_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.actions.lateness.BATCH", 2)
    crowd(cast, 5, offered="2026-05-04")
    with on(9):
        assert next(iter(read_clocks())) == 2
        assert late() == 2
        assert list(read_clocks()) == [2, 1]

    assert late() == 5


def test_forgetting_what_is_watched_finds_the_same_again(cast: Cast) -> None:
    crowd(cast, 1, offered="2026-05-04")
    with on(9):
        read()
        Watch.objects.all().delete()
        Projection.objects.filter(name="clocks").delete()
        assert read() == 1

    assert late() == 1


def test_a_submission_taken_out_of_a_reply_is_looked_at_again(cast: Cast) -> None:
    with on(0):
        first, second = (cast.release(hosted(cast, one)) for one in (cast.rios, cast.fleuves))
    with on(3):
        reply = cast.replied(ReplyKind.ACCEPTANCE, first, second, dated="2026-05-06")
        read()
        change_reply(reply, {}, [first], by=cast.ben, why="Misread.")
    with on(9):
        read()

    assert Step.objects.standing().filter(submission=second, kind=StepKind.OVERDUE).exists()
    assert not Step.objects.filter(submission=first).exists()


def test_events_that_move_no_clock_are_passed_over(cast: Cast) -> None:
    assert cast.letter
    mark_changed()

    assert not Event.objects.filter(kind__in=MOVING, submission__isnull=False).exists()
    assert Projection.objects.get(name="clocks").position == Event.objects.latest("pk").pk
    assert not Watch.objects.exists()
