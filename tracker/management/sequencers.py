"""Keeps the log up to date: beside the worker, since a slow mail server must not hold it up."""

from __future__ import annotations

import logging
from threading import Event

from django.db import close_old_connections, connection

from tracker.actions.log import sequence_events
from tracker.actions.log_keys import LogStopped

EVERY_SECONDS = 1.0

logger = logging.getLogger(__name__)


class Sequencer:
    """Puts what happened into the log, in a thread; as many as you like may run at once."""

    def __init__(self, stopping: Event) -> None:
        self.stopping = stopping
        self.trouble = ""

    def run(self) -> None:
        """Work until `stopping` is set; the batch in hand is finished first."""
        while not self.stopping.is_set():
            self.round()
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(EVERY_SECONDS)
        connection.close()  # this thread's own

    def round(self) -> None:
        """Put what waits into the log; what goes wrong is said once, not every second."""
        try:
            sequenced = sequence_events()
        except Exception as error:
            self._tell(error)
            return
        self.trouble = ""
        if sequenced:
            logger.info("log: %s", sequenced)

    def _tell(self, error: Exception) -> None:
        if str(error) != self.trouble:
            self.trouble = str(error)
            is_unknown = not isinstance(error, LogStopped)
            logger.error("the log stands still: %s", error, exc_info=is_unknown)
