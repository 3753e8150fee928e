"""Building the log again: the same byte for byte, or the first difference named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from tracker.actions import log_rebuilds
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import LogStopped
from tracker.actions.log_rebuilds import Differs, Rebuild, rebuild_log
from tracker.models import Event, LogCheckpoint, LogEntry, LogKey, LogTile, Projection
from tracker.tests.cast import Cast
from tracker.tests.logs import assert_log_is_right, make_events

pytestmark = pytest.mark.django_db
GUARDED = ("tracker_event", "tracker_logentry", "tracker_logtile", "tracker_logcheckpoint")


def rebuilt() -> Rebuild:
    *_before, done = rebuild_log()
    return done


def break_in() -> None:
    """What somebody with the database's own password could do; undone with the test's changes."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            for verb in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_{verb}_refused{on}")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> int:
    """A log of 600 entries, with checkpoints at 1, 300 and 600; returns the last event."""
    monkeypatch.setattr(log_rebuilds, "BATCH", 250)
    sequence_events()
    for _ in range(2):
        make_events(300 - Event.objects.count() % 300)
        sequence_events()
    return Event.objects.latest("pk").pk


def test_rebuild_of_an_empty_log_has_nothing_to_say() -> None:
    assert (rebuilt().entries, rebuilt().written) == (0, 0)


def test_rebuild_reproduces_the_log(logged: int) -> None:
    told = [done.entries for done in rebuild_log()]

    assert told == [250, 500, 600, 600]
    assert rebuilt().written == 0
    assert_log_is_right()


def test_rebuild_reproduces_the_log_of_actions(cast: Cast) -> None:
    cast.offered()
    sequence_events()
    cast.offered(cast.fleuves)
    sequence_events()

    assert (rebuilt().entries, rebuilt().written) == (Event.objects.count(), 0)


def test_rebuild_leaves_waiting_events_to_the_sequencer(logged: int) -> None:
    make_events(3)

    assert rebuilt().entries == 600
    assert LogEntry.objects.count() == 600


def test_rebuild_reaches_what_is_sequenced_meanwhile(logged: int) -> None:
    steps = rebuild_log()
    next(steps)
    make_events(700)
    sequence_events()

    *_between, done = steps

    assert (done.entries, done.written) == (1300, 0)


def test_rebuild_takes_in_what_is_sequenced_just_before_its_end(
    logged: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_events(3)
    sequence_events()
    monkeypatch.setattr(log_rebuilds, "_position", lambda: logged)

    assert rebuilt().entries == 603


def test_rebuild_reproduces_leaves_of_erased_events(logged: int) -> None:
    values = {"changes": {}, "shown_facts": {}, "salt": b"", "subject_label": ""}
    event = Event.objects.get(pk=logged)
    Event.objects.filter(pk=logged).update(**values, erased_at=event.recorded_at)

    assert rebuilt().entries == 600


LOST: dict[str, tuple[Callable[[], object], int]] = {
    "an entry": (lambda: LogEntry.objects.filter(index=7).delete(), 1),
    "the last entries": (lambda: LogEntry.objects.filter(index__gte=590).delete(), 10),
    "a full tile": (lambda: LogTile.objects.filter(level=0, index=1).delete(), 1),
    "a begun tile": (lambda: LogTile.objects.filter(level=1).delete(), 1),
    "all tiles": (lambda: LogTile.objects.all().delete(), 4),
    "all but keys, checkpoints and cursor": (
        lambda: (LogTile.objects.all().delete(), LogEntry.objects.all().delete()),
        604,
    ),
}


@pytest.mark.parametrize("lose, missing", LOST.values(), ids=LOST)
def test_rebuild_writes_what_is_missing(
    lose: Callable[[], object], missing: int, logged: int
) -> None:
    break_in()
    lose()

    assert rebuilt().written == missing

    assert_log_is_right()
    make_events(5)
    assert sequence_events() == 5


def change_event(**values: object) -> None:
    row = LogEntry.objects.get(index=7).event_id
    Event.objects.filter(pk=row).update(**values)


def swap_entries() -> None:
    seventh, eighth = LogEntry.objects.filter(index__in=(7, 8)).order_by("index")
    LogEntry.objects.filter(index__in=(7, 8)).delete()
    LogEntry.objects.create(index=7, event_id=eighth.event_id, leaf=eighth.leaf)
    LogEntry.objects.create(index=8, event_id=seventh.event_id, leaf=seventh.leaf)


def move_entry() -> None:
    LogEntry.objects.filter(index=7).update(index=900)


def add_entry() -> None:
    make_events(1)
    LogEntry.objects.create(index=600, event=Event.objects.latest("pk"), leaf=b"{}")


def insert_event() -> None:
    """As if an event had been slipped in before one that is in the log."""
    LogEntry.objects.filter(index__gte=598).delete()
    last = Event.objects.latest("pk")
    make_events(1)
    new = Event.objects.latest("pk")
    Projection.objects.filter(name="log").update(position=new.pk)
    LogEntry.objects.create(index=598, event_id=last.pk, leaf=b"{}")


CHANGED: dict[str, tuple[Callable[[], object], str]] = {
    "an event's kind": (
        lambda: change_event(kind="reply-released", open_facts={"a": 1}),
        "Entry 7, of event {7}, has another leaf than its event gives.",
    ),
    "an event's commitment": (
        lambda: change_event(kept_sha256="0" * 64),
        "Entry 7, of event {7}, has another leaf than its event gives.",
    ),
    "a leaf": (
        lambda: LogEntry.objects.filter(index=599).update(leaf=b"{}"),
        "Entry 599, of event {599}, has another leaf than its event gives.",
    ),
    "two entries": (swap_entries, "Entry 7 is of event {8}, where event {7} belongs."),
    "an entry's place": (move_entry, "Event {7} is entry 900, where it should be entry 7."),
    "an event added": (insert_event, "Entry 598 is of event {599}, where event {598} belongs."),
    "an event removed": (
        lambda: (
            LogEntry.objects.filter(index=599).delete(),
            Event.objects.latest("pk").delete(),
        ),
        "The last checkpoint is of 600 entries, where the events give 599.",
    ),
    "a full tile": (
        lambda: LogTile.objects.filter(level=0, index=1).update(data=b"x" * 8192),
        "Tile 1 of level 0 differs from what the entries give.",
    ),
    "a begun tile": (
        lambda: LogTile.objects.filter(level=1, index=0).update(data=b"x" * 64),
        "Tile 0 of level 1 differs from what the entries give.",
    ),
    "a tile longer than the log": (
        lambda: LogTile.objects.filter(level=1, index=0).update(data=b"x" * 96),
        "Tile 0 of level 1 differs from what the entries give.",
    ),
    "a tile beyond the end": (
        lambda: LogTile.objects.create(level=0, index=3, data=b"x" * 32),
        "Tile 3 of level 0 is beyond the end of the log.",
    ),
    "a level beyond the top": (
        lambda: LogTile.objects.create(level=2, index=0, data=b"x" * 32),
        "Tile 0 of level 2 is beyond the end of the log.",
    ),
    "a root": (
        lambda: LogCheckpoint.objects.filter(size=300).update(root=b"x" * 32),
        "The checkpoint of 300 entries has another root than these entries give.",
    ),
    "the text of a checkpoint": (
        lambda: LogCheckpoint.objects.filter(size=300).update(
            note=LogCheckpoint.objects.get(size=600).note
        ),
        "The checkpoint of 300 entries has another root than these entries give.",
    ),
    "a key": (
        lambda: LogKey.objects.update(public=b"x" * 32),
        "The checkpoint of 1 entries is not well signed: "
        "It is not signed by a key that is known here",
    ),
    "the last checkpoint removed": (
        lambda: LogCheckpoint.objects.filter(size=600).delete(),
        "The last checkpoint is of 300 entries, where the events give 600.",
    ),
    "a checkpoint beyond the end": (
        lambda: LogCheckpoint.objects.create(size=601, root=b"x" * 32, note=""),
        "The last checkpoint is of 601 entries, where the events give 600.",
    ),
    "the cursor": (
        lambda: Projection.objects.filter(name="log").delete(),
        "The last checkpoint is of 600 entries, where the events give 0.",
    ),
    "an entry beyond the end": (
        add_entry,
        "Entry 600 is beyond the end of the log.",
    ),
}


@pytest.mark.parametrize("change, told", CHANGED.values(), ids=CHANGED)
def test_rebuild_names_the_first_difference_and_leaves_it(
    change: Callable[[], object], told: str, logged: int
) -> None:
    events = dict(LogEntry.objects.values_list("index", "event"))
    break_in()
    change()
    kept = state()

    with pytest.raises(Differs) as error:
        rebuilt()

    expected = told
    for index in (7, 8, 598, 599):
        expected = expected.replace(f"{{{index}}}", str(events[index]))
    assert str(error.value).startswith(expected)
    assert state() == kept


def state() -> list[object]:
    return [
        list(LogEntry.objects.order_by("index").values_list("index", "event")),
        [bytes(data) for data in LogTile.objects.order_by("pk").values_list("data", flat=True)],
        list(LogCheckpoint.objects.values_list("size", "note")),
    ]


def test_rebuild_refuses_events_that_no_action_made(logged: int) -> None:
    break_in()
    change_event(shown_sha256="")

    with pytest.raises(LogStopped, match=r"was not made by an action"):
        rebuilt()
