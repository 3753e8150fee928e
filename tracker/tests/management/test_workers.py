"""The loop of the background worker: rounds, pauses, jobs and errors."""

from datetime import timedelta
from threading import Event

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.carriers import SmtpCarrier
from tracker.management.jobs import JOBS, Job
from tracker.management.workers import PAUSE_SECONDS, POLL_SECONDS, Worker
from tracker.models import Letter
from tracker.tests.outbox import NOON, Sink, free_port, queued
from tracker.tests.outbox import sink as sink

pytestmark = pytest.mark.django_db


def test_worker_pauses_when_the_mail_server_cannot_be_reached(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    first, second = queued(), queued()
    worker = Worker(SmtpCarrier(), (), Event())

    assert worker.round() == PAUSE_SECONDS
    assert dict(Letter.objects.values_list("pk", "tries")) == {first.pk: 1, second.pk: 0}


def test_worker_with_nothing_to_do_looks_again_soon(sink: Sink) -> None:
    assert Worker(SmtpCarrier(), (), Event()).round() == POLL_SECONDS


def test_stopped_worker_begins_nothing(sink: Sink) -> None:
    queued()
    stopping = Event()
    done: list[int] = []
    worker = Worker(SmtpCarrier(), [job_of(done)], stopping)
    stopping.set()
    worker.run()
    worker.round()

    assert (Letter.objects.get().state, done) == ("queued", [])


def test_jobs_are_done_at_once_and_then_as_often_as_they_ask(sink: Sink) -> None:
    done: list[int] = []
    with time_machine.travel(NOON, tick=False) as clock:
        worker = Worker(SmtpCarrier(), [job_of(done)], Event())
        for _ in range(25):
            worker.round()
            clock.shift(60)

    assert len(done) == 3


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


def test_jobs_of_the_site_do_nothing_when_nothing_is_due() -> None:
    assert [job.run() for job in JOBS] == [0] * len(JOBS)


def job_of(done: list[int]) -> Job:
    def count() -> int:
        done.append(1)
        return len(done)

    return Job("counting", timedelta(minutes=10), count)
