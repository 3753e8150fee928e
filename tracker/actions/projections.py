"""What is folded from events: how far each projection has come, and which events are settled."""

from __future__ import annotations

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from tracker.models import Event, Projection

FOLDING = 7_305_001  # the advisory lock that keeps folding and recording apart on PostgreSQL
# How long recorders are kept waiting at most for those who were there before.
PATIENCE_MS = 200
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock that was not to be had in time


def locked_position(name: str) -> Projection:
    """How far this projection has come; nobody else folds it until this transaction ends."""
    return Projection.objects.select_for_update().get_or_create(name=name)[0]


def settled_event(*, wait: bool = False) -> int:
    """The newest event before which no other can appear any more; 0 if that was not to be known.

    PostgreSQL gives out event numbers before commit. Recorders share a lock from before they get
    numbers until they commit; when nobody holds it, all numbers given out are settled. It is let go
    at once: nobody waits for what is folded. Waiting in PostgreSQL's queue gets a turn also where
    somebody always records; not for long unless told to wait, since whoever comes later waits
    behind. SQLite has one writer at a time: what can be seen is settled.
    """
    if connection.vendor != "postgresql":
        return _newest_event()
    try:
        with transaction.atomic():
            if not wait:
                _wait_at_most(PATIENCE_MS)
            hold_off_recording()
            return _newest_event()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            return 0
        raise


def hold_off_recording() -> None:
    """Keep everybody from recording until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING])


def _newest_event() -> int:
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _wait_at_most(milliseconds: int) -> None:
    """Have the locks of this transaction fail after so long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
