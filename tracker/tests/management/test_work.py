"""The background worker as a process of its own: stopped, killed, refused, and still exact."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.carriers import SmtpCarrier
from tracker.actions.deliveries import deliver_next, give_up_abandoned
from tracker.actions.letters import queue_letter, queue_letters
from tracker.choices import LetterState, Origin
from tracker.management.jobs import JOBS, Job
from tracker.management.workers import PAUSE_SECONDS, POLL_SECONDS, Worker
from tracker.models import Event as Recorded
from tracker.models import Letter
from tracker.rules.letters import ABANDONED_AFTER
from tracker.tests.architecture.sources import ROOT
from tracker.tests.outbox import Sink, draft, free_port, queued
from tracker.tests.outbox import sink as sink

LETTERS = 1000
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
in_processes = pytest.mark.django_db(transaction=True)


class Shared:
    """The test's database as other processes reach it; SQLite's is lent to them as a file."""

    def __init__(self, folder: Path, port: int) -> None:
        self.file = folder / "lent.sqlite3"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "VAR_DIR": str(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DATABASE_URL": self._url(),
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(ROOT / "manage.py"), "work", *arguments]
        worker = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        self.workers.append(worker)
        return worker

    def lend(self) -> None:
        if connection.vendor == "sqlite":
            self._copy(connection.connection, sqlite3.connect(self.file))

    def look(self) -> Counter[str]:
        """How many letters are in which state, as the other processes see it."""
        query = "SELECT state, count(*) FROM tracker_letter GROUP BY state"
        if connection.vendor == "sqlite":
            lent = sqlite3.connect(self.file, timeout=20)
            rows = lent.execute(query).fetchall()
            lent.close()
        else:
            with connection.cursor() as cursor:
                cursor.execute(query)
                rows = cursor.fetchall()
        return Counter(dict(rows))

    def take_back(self) -> None:
        if connection.vendor == "sqlite":
            lent = sqlite3.connect(self.file)
            lent.backup(connection.connection)
            lent.close()

    def _copy(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        source.backup(target)
        target.close()

    def _url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        given = connection.settings_dict
        return (
            f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
            f"/{given['NAME']}"
        )


@pytest.fixture
def shared(tmp_path: Path, sink: Sink) -> Iterator[Shared]:
    connection.ensure_connection()
    shared = Shared(tmp_path, sink.port)
    yield shared
    for worker in shared.workers:
        worker.kill()
        worker.wait()


def wait_for(is_true: Callable[[], Any], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


@in_processes
def test_thousand_letters_arrive_once_although_a_worker_is_killed(
    shared: Shared, sink: Sink
) -> None:
    pairs = [(draft(to=f"m{number}@rios.example"), None) for number in range(LETTERS)]
    queue_letters(pairs, by=None, origin=Origin.CLOCK)
    shared.lend()
    killed, other = shared.start(), shared.start()
    wait_for(lambda: len(sink.recipients) >= LETTERS // 3)
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
    told = Counter(Recorded.objects.filter(origin=Origin.CLOCK).values_list("kind", flat=True))
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
    call_command("work")

    assert len(rounds) == 2


@pytest.mark.django_db
def test_worker_pauses_when_the_mail_server_cannot_be_reached(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    first, second = queued(), queued()
    worker = Worker(SmtpCarrier(), (), Event())

    assert worker.round() == PAUSE_SECONDS
    assert dict(Letter.objects.values_list("pk", "tries")) == {first.pk: 1, second.pk: 0}


@pytest.mark.django_db
def test_worker_with_nothing_to_do_looks_again_soon(sink: Sink) -> None:
    assert Worker(SmtpCarrier(), (), Event()).round() == POLL_SECONDS


@pytest.mark.django_db
def test_stopped_worker_begins_nothing(sink: Sink) -> None:
    queued()
    stopping = Event()
    done: list[int] = []
    worker = Worker(SmtpCarrier(), [job_of(done)], stopping)
    stopping.set()
    worker.run()
    worker.round()

    assert (Letter.objects.get().state, done) == ("queued", [])


@pytest.mark.django_db
def test_jobs_are_done_at_once_and_then_as_often_as_they_ask(sink: Sink) -> None:
    done: list[int] = []
    with time_machine.travel(NOON, tick=False) as clock:
        worker = Worker(SmtpCarrier(), [job_of(done)], Event())
        for _ in range(25):
            worker.round()
            clock.shift(60)

    assert len(done) == 3


@pytest.mark.django_db
def test_error_ends_a_round_and_not_the_worker(
    sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    queued()

    def fail() -> None:
        raise OSError("the disk is gone")

    worker = Worker(SmtpCarrier(), [Job("failing", timedelta(hours=1), fail)], Event())
    assert worker.round() == PAUSE_SECONDS
    assert Letter.objects.get().state == "queued"
    assert worker.round() == POLL_SECONDS
    assert Letter.objects.get().state == "sent"
    assert "the disk is gone" in caplog.text
    assert "mara" not in caplog.text


@pytest.mark.django_db
def test_log_names_no_address(sink: Sink, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "tracker")
    sink.answers["RCPT"] = ["550 <mara@rios.example> unknown"]
    queued()
    queued()
    done: list[int] = []
    Worker(SmtpCarrier(), [job_of(done)], Event()).round()

    assert "letter failed 550" in caplog.text
    assert "letter sent 250" in caplog.text
    assert "counting: 1" in caplog.text
    assert "@" not in caplog.text


def test_jobs_of_the_site_do_nothing_when_nothing_is_due(db: None) -> None:
    assert [job.run() for job in JOBS] == [0] * len(JOBS)


def job_of(done: list[int]) -> Job:
    def count() -> int:
        done.append(1)
        return len(done)

    return Job("counting", timedelta(minutes=10), count)
