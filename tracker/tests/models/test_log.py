"""What is in the log, the database itself keeps: whoever asks, and whatever program asks."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tracker.actions.log import sequence_events
from tracker.actions.log_contents import kept_facts
from tracker.models import Event, LogCheckpoint, LogEntry, LogTile
from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import commitment, part_salt
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db

ERASED = {"changes": {}, "shown_facts": {}, "salt": b"", "subject_label": ""}


@pytest.fixture
def logged(cast: Cast) -> Event:
    """An event in the log, with a tile of two hashes and a checkpoint."""
    event = cast.offer().events.latest("pk")
    LogEntry.objects.create(index=0, event=event, leaf=b"{}")
    LogTile.objects.create(level=0, index=0, data=b"ab" * 32)
    LogCheckpoint.objects.create(size=1, root=b"c" * 32, note="signed")
    return event


def delete_from(table: str) -> None:
    """As another program would, without asking Django what points there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


FORBIDDEN: dict[str, Callable[[], object]] = {
    "an event's kind": lambda: Event.objects.update(kind="reply-released"),
    "an event's time": lambda: Event.objects.update(recorded_at=timezone.now()),
    "what an event told": lambda: Event.objects.update(open_facts={"reference": "X"}),
    "an event's facts": lambda: Event.objects.update(facts={"version": 9}),
    "an event's changes": lambda: Event.objects.update(changes={}),
    "an event's commitment": lambda: Event.objects.update(kept_sha256="0" * 64),
    "an event's salt": lambda: Event.objects.update(salt=b""),
    "a half erased event": lambda: Event.objects.update(erased_at=timezone.now(), salt=b""),
    "an erased event of another kind": lambda: Event.objects.update(
        **ERASED, erased_at=timezone.now(), kind="reply-released"
    ),
    "an event itself": lambda: delete_from("tracker_event"),
    "a leaf": lambda: LogEntry.objects.update(leaf=b"{}"),
    "an entry": lambda: delete_from("tracker_logentry"),
    "a tile's beginning": lambda: LogTile.objects.update(data=b"xy" * 32),
    "a tile cut short": lambda: LogTile.objects.update(data=b"ab" * 16),
    "a tile's place": lambda: LogTile.objects.update(level=1),
    "a tile": lambda: delete_from("tracker_logtile"),
    "a checkpoint": lambda: LogCheckpoint.objects.update(note="another"),
    "a checkpoint itself": lambda: delete_from("tracker_logcheckpoint"),
}


@pytest.mark.parametrize("change", FORBIDDEN.values(), ids=FORBIDDEN)
def test_database_keeps_what_is_in_the_log(logged: Event, change: Callable[[], object]) -> None:
    with (
        pytest.raises(IntegrityError, match="what is in the log cannot be changed"),
        transaction.atomic(),
    ):
        change()


def test_database_lets_an_event_in_the_log_be_erased(logged: Event) -> None:
    Event.objects.filter(pk=logged.pk).update(**ERASED, erased_at=timezone.now())

    event = Event.objects.get(pk=logged.pk)
    assert (event.changes, event.shown_facts, bytes(event.salt)) == ({}, {}, b"")
    assert (event.kept_sha256, event.facts) == (logged.kept_sha256, logged.facts)


def test_database_lets_a_tile_grow_at_its_end(logged: Event) -> None:
    LogTile.objects.update(data=b"ab" * 32 + b"new" * 32)

    assert bytes(LogTile.objects.get().data) == b"ab" * 32 + b"new" * 32


def test_database_lets_an_event_change_that_is_not_in_the_log(cast: Cast) -> None:
    pk = cast.offer().events.latest("pk").pk

    Event.objects.filter(pk=pk).update(changes={})
    Event.objects.filter(pk=pk).delete()

    assert not Event.objects.filter(pk=pk).exists()


def test_events_from_before_the_log_enter_it_closed(cast: Cast) -> None:
    pk = cast.offer().events.latest("pk").pk
    Event.objects.update(kept_sha256="", shown_sha256="", salt=b"", shown_facts={}, open_facts=None)

    step = import_module("tracker.migrations.0005_log_is_fixed")
    step.commit_to_old_events(apps, None)

    event = Event.objects.get(pk=pk)
    kept = part_salt(bytes(event.salt), "kept")
    assert event.kept_sha256 == commitment(kept, canonical_bytes(kept_facts(event)))
    assert sequence_events() >= Event.objects.filter(pk__lte=pk).count()
