"""A rush: the rate is kept, every answer is counted, and offers are such as browsers send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.offers import offer_endorsement
from tracker.actions.waiting_offers import queue_offer, take_next_offer
from tracker.choices import Status
from tracker.management.bench_data import make_statement
from tracker.management.commands import rush as rush_command
from tracker.management.commands.rush import Command
from tracker.management.rush_offers import offers_of, opened_form
from tracker.management.rushes import Rush, rush
from tracker.management.visitors import Address, get
from tracker.models import Revision, Submission
from tracker.public import guarded_forms
from tracker.tests.offers import an_offer
from tracker.tests.steps import make_user


class Answering(BaseHTTPRequestHandler):
    """Takes what says "take" or "keep", hangs up on "cut", is busy otherwise; pages are there."""

    def do_GET(self) -> None:
        self.answer(200)

    def do_POST(self) -> None:
        words = self.rfile.read(int(self.headers["Content-Length"]))
        if words == b"cut":
            self.connection.close()
        else:
            sent = {b"take": "/sent/", b"keep": "/sent/?later"}.get(words, "")
            self.answer(302 if sent else 503, sent)

    def answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Silent."""


@contextmanager
def answering() -> Iterator[Address]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, args=[0.01]).start()
        yield server.server_address  # type: ignore[misc] # of an IPv4 socket
        server.shutdown()


def offer(words: str) -> bytes:
    return f"POST / HTTP/1.0\r\nContent-Length: {len(words)}\r\n\r\n{words}".encode()


def test_rush_counts_every_answer_and_every_silence() -> None:
    offers = [offer(words) for words in ["take"] * 4 + ["keep"] * 3 + ["busy"] * 2 + ["cut"]]
    with answering() as address:
        found = rush(address, offers, rate=1000, seconds=1.5, read=get("/"), readers=2)

    assert (found.offers, found.later) == ({302: 7, 503: 2, 0: 1}, 3)
    assert set(found.reads) == {200}
    assert found.reads[200] > 2
    assert len(found.waits) == 7
    assert 0 < found.wait(0.5) <= found.wait(0.99) <= found.seconds


def test_rush_keeps_its_rate() -> None:
    with answering() as address:
        found = rush(address, iter(lambda: offer("take"), b""), rate=50, seconds=0.5)

    # A busy machine may send fewer; more than were due never.
    assert 5 <= found.offers[302] <= 26
    assert found.reads == {}


def test_nobody_answers_where_nobody_listens() -> None:
    with answering() as address:
        pass

    found = rush(address, [offer("take")], rate=100, seconds=0.05)

    assert found.offers == {0: 1}
    assert found.wait(0.99) == 0


@pytest.mark.django_db(transaction=True)
def test_offers_are_such_as_the_form_takes(
    live_server: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRUSTED_PROXIES, settings.ALTCHA, settings.ALTCHA_TRIES = 1, True, 4
    monkeypatch.setattr(guarded_forms, "LEAST_TIME", timedelta(0))
    revision = make_statement(make_user("ben", "publisher"))
    path, site = reverse("offer", args=["bench"]), urlsplit(live_server.url)
    address = (str(site.hostname), int(site.port or 0))

    form = opened_form(address, path)
    # One after the other: SQLite's tests have one connection for all.
    found = [
        rush(address, [one], rate=1, seconds=0.5).offers
        for one in offers_of(revision, form, path, 5, seed=1)
    ]

    assert found == [{302: 1}] * 5
    assert Submission.objects.filter(status=Status.UNCONFIRMED, held_because="").count() == 5
    with pytest.raises(RuntimeError, match="404"):
        opened_form(address, "/statements/none/endorse/")


@pytest.mark.django_db
def test_an_offer_that_was_lost_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    revision = make_statement(make_user("ben", "publisher"))
    offer_endorsement(Revision.objects.get(pk=revision.pk), an_offer())

    Command().compare(1, before=0)
    told = capsys.readouterr().out
    assert ("1 taken, 1 kept; " in told, "0 public, 0 counted; 0 wrong" in told) == (True, True)
    with pytest.raises(CommandError, match="lost or doubled"):
        Command().compare(2, before=0)


@pytest.mark.django_db
def test_rush_is_not_over_before_nobody_is_in_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = make_statement(make_user("ben", "publisher"))
    queue_offer(Revision.objects.get(pk=revision.pk), an_offer())
    # As a worker would meanwhile.
    monkeypatch.setattr(rush_command, "sleep", lambda _seconds: take_next_offer(timezone.now()))

    Command().wait()

    assert "in line: 1 when the rush was over, taken in after 0 s" in capsys.readouterr().out


def test_figures_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    found, alone = Rush(seconds=2, waits=[0.25, 0.5, 0.75]), Rush(seconds=1)
    found.offers.update({302: 3, 503: 1})
    found.later = 2
    found.reads[200], alone.reads[200] = 30, 20

    Command().tell(found, alone, 2)

    assert capsys.readouterr().out.splitlines() == [
        "offers: 4 sent at 2 a second, 3 taken in 2.0 s",
        "answers: {302: 3, 503: 1}, 2 put in line",
        "taken within: half 0.500 s, 99 of 100 0.750 s",
        "readers: 20.0 a second alone, 15.0 beside the rush, 0.75",
    ]
