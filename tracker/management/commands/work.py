"""The background worker: sends what waits, keeps the log, makes files of lists, does its jobs."""

import signal
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.actions.carriers import configured_carrier
from tracker.management.exporters import Drawer, Exporter
from tracker.management.jobs import JOBS
from tracker.management.list_takers import ListTaker
from tracker.management.sequencers import Sequencer
from tracker.management.waiting_rooms import WaitingRoom
from tracker.management.webhook_senders import WebhookSender
from tracker.management.workers import Worker


class Command(BaseCommand):
    help = (
        "Take in offers that wait, send letters, tell webhooks, keep the log, make files of long "
        "lists and documents, and do periodic jobs until SIGTERM or Ctrl-C, which let the letter "
        "in hand be finished. Several may run at once."
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
        sequencer = Sequencer(stopping)
        exporter, drawer = Exporter(stopping), Drawer(stopping)
        room, sender = WaitingRoom(stopping), WebhookSender(stopping)
        taker = ListTaker(stopping)
        if once:
            room.round()
            worker.round()
            sequencer.round()
            exporter.round()
            drawer.round()
            sender.round()
            taker.round()
            return
        beside = [
            Thread(target=sequencer.run, name="log"),
            Thread(target=exporter.run, name="files"),
            Thread(target=drawer.run, name="documents"),
            Thread(target=room.run, name="offers"),
            Thread(target=sender.run, name="webhooks"),
            Thread(target=taker.run, name="lists"),
        ]
        for thread in beside:
            thread.start()
        try:
            worker.run()
        finally:
            stopping.set()
            for thread in beside:
                thread.join()
