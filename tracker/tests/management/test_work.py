"""The background worker as a process of its own: stopped or killed, and still exact."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.carriers import SmtpCarrier
from tracker.actions.deliveries import deliver_next, give_up_abandoned
from tracker.actions.letters import queue_letter, queue_letters
from tracker.choices import LetterState, Origin
from tracker.management.exporters import Drawer, Exporter
from tracker.management.list_takers import ListTaker
from tracker.management.sequencers import Sequencer
from tracker.management.waiting_rooms import WaitingRoom
from tracker.management.webhook_senders import WebhookSender
from tracker.management.workers import Worker
from tracker.models import Event, Letter
from tracker.rules.letters import ABANDONED_AFTER
from tracker.tests.outbox import Sink, draft, queued
from tracker.tests.processes import Shared, wait_for
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink

LETTERS = 1000
in_processes = pytest.mark.django_db(transaction=True)


@in_processes
def test_thousand_letters_arrive_once_although_a_worker_is_killed(
    shared: Shared, sink: Sink
) -> None:
    pairs = [(draft(to=f"m{number}@rios.example"), None) for number in range(LETTERS)]
    queue_letters(pairs, by=None, origin=Origin.CLOCK)
    shared.lend()
    killed, other = shared.start(), shared.start()
    wait_for(lambda: len(sink.sessions) == 2 and len(sink.recipients) >= LETTERS // 3)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    wait_for(lambda: shared.look()["queued"] == 0 and shared.look()["sending"] <= 1)
    other.send_signal(signal.SIGTERM)

    assert other.wait(30) == 0
    shared.take_back()
    with time_machine.travel(timezone.now() + ABANDONED_AFTER):
        lost = give_up_abandoned()
    states = Counter(Letter.objects.values_list("state", flat=True))
    sent = Letter.objects.filter(state=LetterState.SENT)
    arrived = Counter(sink.recipients)
    assert lost <= 1
    assert states == Counter({"sent": LETTERS - lost, "unknown": lost})
    assert set(arrived.values()) == {1}
    assert set(sent.values_list("to", flat=True)) <= set(arrived)
    assert len(arrived) - sent.count() <= lost
    assert len(set(sent.values_list("claimed_by", flat=True))) == 2
    by_workers = Event.objects.filter(origin=Origin.CLOCK, kind__startswith="letter-")
    told = Counter(by_workers.values_list("kind", flat=True))
    assert told == +Counter(
        {"letter-queued": LETTERS, "letter-sent": LETTERS - lost, "letter-lost": lost}
    )


@in_processes
def test_worker_told_to_stop_finishes_the_letter_in_hand(shared: Shared, sink: Sink) -> None:
    for _ in range(3):
        queued()
    shared.lend()
    sink.seconds = 0.5
    worker = shared.start()
    wait_for(lambda: sink.begun)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(30) == 0
    assert shared.look() == Counter(sent=1, queued=2)
    assert len(sink.messages) == 1


@in_processes
def test_log_is_kept_while_a_slow_mail_server_holds_the_worker(shared: Shared, sink: Sink) -> None:
    queued()
    shared.lend()
    sink.seconds = 600
    shared.start()
    wait_for(lambda: sink.begun)

    event = shared.record_another()

    wait_for(lambda: shared.ask("SELECT max(event_id) FROM tracker_logentry") == [(event,)])
    assert shared.look() == Counter(sending=1)


@in_processes
def test_letter_in_the_hands_of_a_killed_worker_is_reported_and_not_sent_again(
    shared: Shared, sink: Sink
) -> None:
    queued()
    shared.lend()
    sink.seconds = 0.5
    worker = shared.start()
    wait_for(lambda: sink.begun)
    worker.kill()
    worker.wait()
    next_worker = shared.start("--once")

    assert next_worker.wait(30) == 0
    assert shared.look() == Counter(sending=1)
    shared.take_back()
    with time_machine.travel(timezone.now() + ABANDONED_AFTER):
        assert give_up_abandoned() == 1
        assert deliver_next(SmtpCarrier(), "another") is None
    assert Letter.objects.get().state == LetterState.UNKNOWN


@pytest.fixture
def signals() -> Iterator[None]:
    """What the command does to the signals of its process ends with the test."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.django_db
@pytest.mark.usefixtures("signals")
def test_once_does_what_is_due_and_ends(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    now, later = queued(), queue_letter(draft(), by=None, origin=Origin.FORM, undo_seconds=60)

    call_command("work", "--once")

    assert [path.name for path in (tmp_path / "mail").iterdir()] == [f"{now.pk:08}.eml"]
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {now.pk: "kept", later.pk: "queued"}


@pytest.mark.django_db
@pytest.mark.usefixtures("signals")
def test_work_goes_on_until_it_is_told_to_stop(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_FOLDER = tmp_path
    rounds: list[Worker] = []

    def stop(worker: Worker) -> float:
        rounds.append(worker)
        if len(rounds) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(Worker, "round", stop)
    # Their threads have connections of their own, which would write for good.
    for beside in (Drawer, Exporter, ListTaker, Sequencer, WaitingRoom, WebhookSender):
        monkeypatch.setattr(beside, "round", lambda self: None)
    # The test's own connection is not the worker's to close.
    monkeypatch.setattr("tracker.management.workers.close_old_connections", lambda: None)
    call_command("work")

    assert len(rounds) == 2


def test_worker_that_makes_addresses_does_without_the_api() -> None:
    """What the API is built on takes memory that no process needs which answers nobody."""
    code = (
        "import sys, django; django.setup()\n"
        "import tracker.management.commands.work\n"
        "from tracker.queries.addresses import address_of\n"
        "print(address_of('submission', 'X'), 'tracker.urls' in sys.modules)\n"
        "print('ninja' in sys.modules, 'pydantic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split() == ["/submissions/X/", "True", "False", "False"]
