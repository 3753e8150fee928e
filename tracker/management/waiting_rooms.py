"""Takes in offers that wait: beside the worker, since a slow mail server must not hold them up."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event
from time import monotonic

from django.db import close_old_connections, connection
from django.utils import timezone

from tracker.actions.waiting_offers import take_next_offer
from tracker.queries.waiting_offers import newest_wait

EVERY_SECONDS = 1.0
# While more come, it rests so many times as long as it has worked: whoever sends the form now needs
# the processor, and on SQLite the turn to write, sooner than who has sent it.
REST = 3.0
# What came within this time says that more come.
LATELY = timedelta(seconds=2)

logger = logging.getLogger(__name__)


class WaitingRoom:
    """Takes in one offer after the other, in a thread; as many as you like may run at once."""

    def __init__(self, stopping: Event) -> None:
        self.stopping = stopping
        self.looked_at, self.is_rush = -EVERY_SECONDS, False

    def run(self) -> None:
        """Work until `stopping` is set; the offer in hand is finished first."""
        while not self.stopping.is_set():
            try:
                self.round()
            except Exception as error:
                # Not what it says: that may name who offered.
                logger.error("offers wait on after an error: %s", type(error).__name__)
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(EVERY_SECONDS)
        connection.close()  # this thread's own

    def round(self) -> None:
        """Take in all that wait."""
        taken, began = 0, monotonic()
        while not self.stopping.is_set() and take_next_offer(timezone.now()):
            taken += 1
            worked = monotonic() - began
            if self._more_come():
                self.stopping.wait(REST * worked)
            began = monotonic()
        if taken:
            logger.info("offers that waited, taken in: %s", taken)

    def _more_come(self) -> bool:
        """Whether the rush goes on; looks once a second."""
        if monotonic() - self.looked_at >= EVERY_SECONDS:
            newest = newest_wait()
            self.is_rush = newest is not None and newest > timezone.now() - LATELY
            self.looked_at = monotonic()
        return self.is_rush
