"""Which database the record is read from: the primary, or a replica that keeps up with it."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model

logger = logging.getLogger(__name__)

PRIMARY = DEFAULT_DB_ALIAS
# Seconds: replicas are looked at no more often; what was found holds twice as long at most; and
# one that does not answer, or has become a primary, is left alone for a while.
INTERVAL = 1
ASIDE = 10

POSITION = "SELECT pg_current_wal_flush_lsn()::text"
STATE = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn"

_reads_from: ContextVar[str] = ContextVar("reads_from", default=PRIMARY)


def reads_from() -> str:
    """The alias of the database that the record is read from now."""
    return _reads_from.get()


def read_from_primary() -> None:
    """Have everything that follows be read from the primary."""
    _reads_from.set(PRIMARY)


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Have the record be read from this database within, unless something is written first."""
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)


class ReplicaRouter:
    """Only the record is ever read from a replica: not sessions, nor what is kept in a cache.

    Whatever is about to be written, or locked for it, comes from the primary, and so does all that
    is read in a transaction there or after it.
    """

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        alias = _reads_from.get()
        if alias == PRIMARY or model._meta.app_label != "tracker":
            return PRIMARY
        return PRIMARY if connections[PRIMARY].in_atomic_block else alias

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        read_from_primary()
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:
        """A row from a replica is the same row as on the primary."""
        return True

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return db == PRIMARY


class Watch:
    """What one process knows of the replicas.

    A replica keeps up if it has replayed what the primary had written READ_LAG_SECONDS ago. That is
    told by positions in the write-ahead log, so no two clocks are compared, and behind a primary
    that writes nothing nobody lags.
    """

    def __init__(self) -> None:
        self.looked_at = -inf
        self.positions: deque[tuple[float, str]] = deque()
        self.fit_at: dict[str, float] = {}
        self.left_until: dict[str, float] = {}
        self._looking = Lock()
        self._turns = count()

    def choose(self) -> str:
        """A replica to read from, each in turn; the primary if none is fit to be read from.

        Up to READ_LAG_SECONDS + 2 * INTERVAL after a write, what is read may lack it.
        """
        now = monotonic()
        if now - self.looked_at >= INTERVAL and self._looking.acquire(blocking=False):
            try:
                self._look(now)
            finally:
                self._looking.release()
        fit = [
            alias
            for alias in settings.READ_DATABASES
            if monotonic() - self.fit_at.get(alias, -inf) <= 2 * INTERVAL
        ]
        return fit[next(self._turns) % len(fit)] if fit else PRIMARY

    def distrust(self, alias: str) -> None:
        """Something failed there: read nothing from it before it was looked at again."""
        self.fit_at.pop(alias, None)
        self.looked_at = -inf

    def _look(self, now: float) -> None:
        self.looked_at = now
        position = self._position(now) if self._may_ask(PRIMARY, now) else None
        for alias in settings.READ_DATABASES:
            if self._may_ask(alias, now):
                # Found fit at the time of the position; without one, at the time of the answer.
                self._judge(alias, position, now if position else monotonic())

    def _may_ask(self, alias: str, now: float) -> bool:
        return self.left_until.get(alias, -inf) <= now

    def _position(self, now: float) -> str | None:
        """What must have been replayed by now; None if the primary does not answer.

        The replicas are then read as they are: nobody can write meanwhile.
        """
        while self.positions and now - self.positions[0][0] > settings.READ_LAG_SECONDS:
            self.positions.popleft()
        try:
            self.positions.append((now, _asked(PRIMARY, POSITION)[0]))
        except Error as error:
            logger.warning("The primary does not answer: %s", one_line(error))
            if monotonic() - now > INTERVAL:  # nobody shall wait so long every second
                self.left_until[PRIMARY] = now + ASIDE
            return None
        return self.positions[0][1]

    def _judge(self, alias: str, position: str | None, now: float) -> None:
        try:
            is_replica, is_close = _asked(alias, STATE, position)
        except Error as error:
            self._leave(alias, now, one_line(error))
            return
        if not is_replica:
            self._leave(alias, now, "it is no replica any more")
        elif is_close or position is None:
            self.fit_at[alias] = now
        else:
            self.fit_at.pop(alias, None)

    def _leave(self, alias: str, now: float, why: str) -> None:
        logger.warning("Nothing is read from %s for %s seconds: %s", alias, ASIDE, why)
        self.fit_at.pop(alias, None)
        self.left_until[alias] = now + ASIDE


def one_line(error: Error) -> str:
    """What a database says of its trouble, as fits into a log."""
    return " ".join(str(error).split())


def _asked(alias: str, sql: str, *values: str | None) -> tuple[Any, ...]:
    """The one row that the query gives; a connection that fails is not kept."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, values)
            return tuple(cursor.fetchone() or ())
    except Error:
        connections[alias].close()
        raise


WATCH = Watch()
