"""Freshness: which stamp of the record holds now, asked of the database once a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db import DatabaseError, Error
from django.utils import timezone

from tracker.public.editions import edition
from tracker.queries.replicas import PRIMARY, WATCH, read_from_primary, reads_from
from tracker.queries.stamps import Stamp, newest_stamp

# How long a stamp holds without being looked at again.
HOLDS = 1.0
# How long after it was last seen to hold what was made under it may still be given out, while
# somebody reads the next stamp or makes the page anew. In seconds, as above.
GRACE = 2.0
# How long nobody asks again after the stamp could not be read: a database that does not even refuse
# holds up whoever asks.
ASIDE = 2.0
# Pages tell until when they speak, and carry signed times: they are made anew this often anyway.
SLICE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Seen:
    """A stamp with the day, the time to ten minutes and the edition, as pages are kept under it.

    `at` is when its reading began, in seconds of a clock that never goes back.
    """

    name: str
    record: Stamp
    at: float


class Freshness:
    """What one process knows of the stamp; its threads share it."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """`changed` is called after every reading, before anybody gets what was read."""
        self.changed = changed
        self.reading = Lock()
        self.now: Seen | None = None
        self.before: Seen | None = None
        self.left_until = 0.0

    def seen(self) -> Seen:
        """The stamp that holds; raises django.db.Error if it has to be read and cannot be.

        One thread reads it, and meanwhile the others go on with the last one for a second.
        """
        known = self.now
        age = monotonic() - known.at if known else GRACE
        if known and age < HOLDS:
            return known
        if not self.reading.acquire(blocking=known is None or age >= GRACE):
            assert known is not None  # noqa: S101 - or it would have waited
            return known
        try:
            return self._read()
        finally:
            self.reading.release()

    def holds(self, name: str) -> bool:
        """Whether what was made under this name may still be given out, at worst once more."""
        limit = monotonic() - GRACE
        known = (self.now, self.before)
        return any(one is not None and one.name == name and one.at > limit for one in known)

    def _read(self) -> Seen:
        now = monotonic()
        if self.now and now - self.now.at < HOLDS:
            return self.now  # by whoever was before at the lock
        if now < self.left_until:
            raise DatabaseError("the stamp could not be read just now")
        try:
            record = newest_stamp(PRIMARY)
        except Error:
            self.left_until = monotonic() + ASIDE
            raise
        seen = Seen(_name(record), record, now)
        if self.now and self.now.name != seen.name:
            self.before = self.now
        self.now = seen
        self.changed()
        return seen


def read_as_new(seen: Seen) -> None:
    """Have what follows in this request be read from a database that has come as far as the stamp.

    The primary, from which the stamp is, has: what is read later is not older. A replica may not,
    or may be gone.
    """
    alias = reads_from()
    if alias == PRIMARY:
        return
    try:
        is_behind = newest_stamp() < seen.record
    except Error:
        WATCH.distrust(alias)
        is_behind = True
    if is_behind:
        read_from_primary()


def _name(record: Stamp) -> str:
    now = timezone.now()
    day = timezone.localdate(now)
    return ".".join(map(str, (*record, day, int(now.timestamp()) // SLICE_SECONDS, edition())))
