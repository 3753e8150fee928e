"""Takes in offers that wait: beside the worker, since a slow mail server must not hold them up."""

from __future__ import annotations

import logging
from threading import Event
from time import monotonic

from django.db import close_old_connections, connection
from django.utils import timezone

from tracker.actions.waiting_offers import take_next_offer
from tracker.management.paces import Pace

EVERY_SECONDS = 1.0

logger = logging.getLogger(__name__)


class WaitingRoom:
    """Takes in one offer after the other, in a thread; as many as you like may run at once."""

    def __init__(self, stopping: Event) -> None:
        self.stopping, self.pace = stopping, Pace()

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
        """Take in all that wait, with breaks while many more come."""
        taken, began = 0, monotonic()
        while not self.stopping.is_set() and take_next_offer(timezone.now()):
            taken += 1
            self.stopping.wait(self.pace.rest(monotonic() - began))
            began = monotonic()
        if taken:
            logger.info("offers that waited, taken in: %s", taken)
