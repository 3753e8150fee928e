"""Which events are settled, so that they can be folded: no other can come before them any more."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from tracker.actions import projections, tallies
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.projections import settled_event
from tracker.actions.tallies import Cell, fold_events
from tracker.choices import EventKind, Origin
from tracker.models import Event, Projection
from tracker.tests.actions.test_concurrency import PATIENCE, alone
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.cast import Cast
from tracker.tests.logs import make_events

ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one person write at a time"
)


@pytest.mark.django_db
def test_settled_event_is_the_newest_while_nobody_records() -> None:
    assert settled_event() == 0

    make_events(3)

    assert settled_event() == settled_event(wait=True) == Event.objects.latest("pk").pk


@ON_POSTGRESQL
def test_nobody_who_records_waits_for_what_is_folded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rios, another, add = cast.rios, ThreadPoolExecutor(1), tallies._add
    recorded: list[Event] = []

    def record() -> Event:
        told = Happened(EventKind.SIGNATORY_CHANGED, rios, signatory=rios)
        return record_event(told, by=None, origin=Origin.FORM)

    def record_meanwhile(table: tallies.Table, differences: Counter[Cell]) -> None:
        if not recorded:
            recorded.append(another.submit(alone, transaction.atomic(record)).result(PATIENCE))
        add(table, differences)

    Projection.objects.all().delete()
    with monkeypatch.context() as patch:
        patch.setattr(tallies, "_add", record_meanwhile)
        fold_events()

    assert len(recorded) == 1
    assert fold_events() == 1


@ON_POSTGRESQL
@pytest.mark.django_db
def test_settled_event_raises_what_else_the_database_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError("the disk is gone")

    monkeypatch.setattr(projections, "hold_off_recording", broken)

    with pytest.raises(OperationalError, match="the disk is gone"):
        settled_event()
