"""The post: the worker sends letters to a mail server, the command takes in what answers them."""

from __future__ import annotations

import io
import re
import signal
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tracker.tests.outbox import Sink
from tracker.tests.outbox import sink as sink

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Post:
    """What lies in the mailboxes of everybody, and what is sent from them."""

    def __init__(self, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sink, self.monkeypatch = sink, monkeypatch

    def work(self) -> None:
        """Let `manage.py work` do what is due: the letters, and then what follows from them."""
        for _round in range(2):
            call_command("work", "--once")

    def letter(self, to: str, words: str) -> EmailMessage:
        """The newest letter to an address, which must say these words."""
        letters = [one for one in self.sink.messages if one["To"] == to]
        assert letters, f"nothing came for {to}"
        assert words in text_of(letters[-1])
        return letters[-1]

    def answer(self, letter: EmailMessage, words: str) -> None:
        """Answer a letter as mail programs do, and let the mail server hand the answer over."""
        quoted = "\n".join(f"> {line}" for line in text_of(letter).splitlines())
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Mara Okonjo <{letter['To']}>", letter["Reply-To"]
        mail["Subject"] = f"Re: {letter['Subject']}"
        mail["Message-ID"], mail["In-Reply-To"] = "<1@delta.example>", letter["Message-ID"]
        mail.set_content(f"{words}\n\nOn 4 May 2026, Undersigned wrote:\n{quoted}\n")
        pipe = SimpleNamespace(buffer=io.BytesIO(mail.as_bytes()))
        with self.monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", pipe)
            call_command("receive_mail", stdout=io.StringIO())


def text_of(letter: EmailMessage) -> str:
    """What it says; a letter with a file attached has its words in a part."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(letter: EmailMessage, page: str) -> str:
    """The path of the page of this kind ("offers", "track", "answer") that a letter leads to."""
    found = re.search(rf"https?://[^/\s]+(/{page}/[0-9a-z]+/)\s", text_of(letter))
    assert found, f"no link to /{page}/"
    return found[1]


@pytest.fixture
def post(
    sink: Sink, settings: Settings, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Post]:
    """The site's mail server is the sink; the signals of this process stay its own."""
    settings.SITE_URL = live_server.url
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield Post(sink, monkeypatch)
    for number, handler in before.items():
        signal.signal(number, handler)
