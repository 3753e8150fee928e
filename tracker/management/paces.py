"""How long the worker rests after each piece of work: the longer, the more offers come at once."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.utils import timezone

from tracker.queries.waiting_offers import came_in_line_since

LOOK_SECONDS = 1.0
# With so many put in line within a second, it rests as long as it works; with ten times as many,
# ten times as long. Whoever sends the form now needs the processor, and on SQLite the turn to
# write, sooner than who has sent it.
AS_LONG_AT = 20


class Pace:
    """One thread's; it looks at most once a second at what comes."""

    def __init__(self) -> None:
        self.looked_at, self.came = -LOOK_SECONDS, 0

    def rest(self, worked: float) -> float:
        """How many seconds to rest after having worked for so many; 0 on any calm day."""
        if monotonic() - self.looked_at >= LOOK_SECONDS:
            self.came = came_in_line_since(timezone.now() - timedelta(seconds=LOOK_SECONDS))
            self.looked_at = monotonic()
        return worked * self.came / AS_LONG_AT
