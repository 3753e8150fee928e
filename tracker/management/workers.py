"""The background worker: sends letters and does its jobs until it is told to stop."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Iterable
from datetime import datetime
from threading import Event
from time import monotonic

from django.db import close_old_connections
from django.utils import timezone

from tracker.actions.carriers import Carrier
from tracker.actions.deliveries import deliver_next
from tracker.management.jobs import Job
from tracker.management.paces import Pace

POLL_SECONDS = 1.0
# After an error, or when the mail server cannot be reached.
PAUSE_SECONDS = 15.0

logger = logging.getLogger(__name__)


class Worker:
    """One process that works; as many as you like may run beside each other."""

    def __init__(self, carrier: Carrier, jobs: Iterable[Job], stopping: Event) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.carrier = carrier
        self.stopping, self.pace = stopping, Pace()
        self.due: dict[Job, datetime] = dict.fromkeys(jobs, timezone.now())

    def run(self) -> None:
        """Work until `stopping` is set; the letter in hand is settled first."""
        while not self.stopping.is_set():
            pause = self.round()
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(pause)

    def round(self) -> float:
        """Do the jobs that are due and send all letters that are; returns how long to wait, in s.

        An error ends the round and goes to the log: what is left waits for the next one.
        """
        try:
            self._do_jobs()
            is_reached = self._send()
        except Exception:
            logger.exception("the worker goes on after an error")
            is_reached = False
        finally:
            self.carrier.rest()
        return POLL_SECONDS if is_reached else PAUSE_SECONDS

    def _do_jobs(self) -> None:
        for job, due in self.due.items():
            if due <= timezone.now() and not self.stopping.is_set():
                self.due[job] = timezone.now() + job.every
                done = job.run()
                if done:
                    logger.info("%s: %s", job.name, done)

    def _send(self) -> bool:
        """False if the mail server could not be reached."""
        while not self.stopping.is_set():
            began = monotonic()
            outcome = deliver_next(self.carrier, self.name)
            if outcome is None:
                return True
            # Never an address: a log is kept longer and read by more than the outbox.
            logger.info("letter %s %s", outcome.state, outcome.code or "")
            if outcome.is_unreached:
                return False
            self.stopping.wait(self.pace.rest(monotonic() - began))
        return True
