"""The background worker: sends what waits in the outbox, with retries, and does periodic jobs."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.actions.carriers import configured_carrier
from tracker.management.jobs import JOBS
from tracker.management.workers import Worker


class Command(BaseCommand):
    help = (
        "Send letters and do periodic jobs until SIGTERM or Ctrl-C, "
        "which let the letter in hand be finished. Several may run at once."
    )
    # They would load every page of the site into a process that shows none.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        stopping = Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        worker = Worker(configured_carrier(), JOBS, stopping)
        if once:
            worker.round()
        else:
            worker.run()
