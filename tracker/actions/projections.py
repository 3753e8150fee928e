"""What is folded from events: how far each projection has come, and who may fold meanwhile."""

from __future__ import annotations

from django.db import connection

from tracker.models import Projection

FOLDING = 7_305_001  # the advisory lock that keeps folding and recording apart on PostgreSQL


def locked_position(name: str) -> Projection:
    """How far this projection has come; nobody else folds it until this transaction ends."""
    return Projection.objects.select_for_update().get_or_create(name=name)[0]


def hold_off_recording(*, wait: bool) -> bool:
    """Keep everybody from recording until this transaction ends; False if somebody is at it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING])
        return bool(cursor.fetchone()[0])
