"""Taking turns where no row can be locked yet: the same thing asked for twice at once waits."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from tracker.proof.tokens import keyed_sha256

HALF = 2**63  # PostgreSQL's numbers are signed


def take_turns(*things: str) -> None:
    """Wait until nobody else who named one of these is in a transaction; go on alone until its end.

    Who names other things is not kept waiting. To be called within a transaction; SQLite lets one
    person write at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    # In order, so that two never wait for each other.
    numbers = sorted(_number(thing) for thing in things)
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def take_turn_at_once(thing: str) -> bool:
    """take_turns() without waiting: False if somebody else has the turn now."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(thing)])
        return bool(cursor.fetchone()[0])


def _number(thing: str) -> int:
    return int(keyed_sha256(settings.SECRET_KEY, thing)[:16], 16) - HALF
