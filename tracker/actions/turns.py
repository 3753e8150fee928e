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
    numbers = sorted(
        int(keyed_sha256(settings.SECRET_KEY, thing)[:16], 16) - HALF for thing in things
    )
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
