"""Whose clocks are to be read: found from the events and the day, by one reader at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tracker.actions.projections import settled_event
from tracker.choices import EventKind
from tracker.models import Event, Projection, Watch

NAME = "clocks"
BATCH = 1000
# What can start, stop or move a clock, or let its lateness be told.
MOVING = [
    EventKind.SUBMISSION_RECORDED,
    EventKind.SUBMISSION_CONFIRMED,
    EventKind.SUBMISSION_CHANGED,
    EventKind.SUBMISSION_RELEASED,
    EventKind.SUBMISSION_VOIDED,
    EventKind.STANDING_REPAIRED,
    EventKind.REPLY_CHANGED,
    EventKind.REPLY_RELEASED,
    EventKind.REPLY_VOIDED,
    EventKind.CHECK_CHANGED,
    EventKind.CHECK_RELEASED,
    EventKind.CHECK_VOIDED,
    EventKind.SOURCE_ADDED,
    EventKind.SOURCE_REMOVED,
]


def mark_changed() -> None:
    """Have the clocks read of every submission that something happened to since the last time.

    Leaves no event: it is a projection of those there are.
    """
    newest = _newest()
    if Projection.objects.filter(name=NAME, position__gte=newest).exists():
        return
    newest = settled_event(wait=True)
    while _mark(newest):
        pass


def held_clocks() -> Projection:
    """How far the events were read, locked: two ticks at once take turns."""
    return Projection.objects.select_for_update().get_or_create(name=NAME)[0]


def due_watches(today: date, most: int) -> list[Watch]:
    """Those whose clocks are to be read by this day, the longest waiting first."""
    return list(Watch.objects.filter(due_on__lte=today).order_by("due_on", "pk")[:most])


def store_watches(watches: Iterable[Watch]) -> None:
    """Write when these are to be read, in one statement, whether or not they were there before."""
    Watch.objects.bulk_create(
        list(watches),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=["due_on"],
    )


@transaction.atomic
def _mark(newest: int) -> bool:
    """Read some events; True if there may be more."""
    position = held_clocks()
    rows = Event.objects.filter(pk__gt=position.position, pk__lte=newest, kind__in=MOVING).order_by(
        "pk"
    )
    events = list(rows.values("pk", "submission_id", "facts", "changes")[:BATCH])
    today = timezone.localdate()
    touched = {pk for event in events for pk in _submissions_of(event)}
    store_watches(Watch(submission_id=pk, due_on=today) for pk in sorted(touched))
    is_full = len(events) == BATCH
    position.position = events[-1]["pk"] if is_full else max(newest, position.position)
    position.save()
    return is_full


def _submissions_of(event: Mapping[str, Any]) -> set[int]:
    """The submissions an event is about, also those that a reply was taken from."""
    old_and_new = event["changes"].get("submissions") or ()
    named = [event["facts"].get("submissions"), *old_and_new, [event["submission_id"]]]
    return {pk for pks in named for pk in pks or () if pk is not None}


def _newest() -> int:
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
