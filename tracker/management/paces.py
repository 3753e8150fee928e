"""How long the worker rests after each piece of work while offers are put in line."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.db import connection
from django.utils import timezone

from tracker.queries.waiting_offers import last_in_line

LOOK_SECONDS = 1.0
# What came within this time says that more come. Not how many: where nobody gets a turn, few do.
LATELY = timedelta(seconds=5)
# How many times as long as it worked: whoever sends the form now needs the processor sooner than
# who has sent it, and on SQLite the turn to write, for which nobody stands in line.
REST, REST_ON_SQLITE = 3.0, 19.0


class Pace:
    """One thread's; it looks at most once a second whether offers are put in line."""

    def __init__(self) -> None:
        self.looked_at, self.is_rush = -LOOK_SECONDS, False

    def rest(self, worked: float) -> float:
        """How many seconds to rest after having worked for so many; 0 on any calm day."""
        if monotonic() - self.looked_at >= LOOK_SECONDS:
            last = last_in_line()
            self.is_rush = last is not None and last > timezone.now() - LATELY
            self.looked_at = monotonic()
        rest = REST_ON_SQLITE if connection.vendor == "sqlite" else REST
        return worked * rest if self.is_rush else 0.0
