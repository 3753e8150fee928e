"""Letters for tests, and a mail server that takes, refuses or drops them as a test wants."""

from __future__ import annotations

# ruff: noqa: N802 - aiosmtpd calls its handlers by the names of the commands.
import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from tracker.actions.letters import queue_letter
from tracker.choices import LetterKind, LetterState, Origin
from tracker.models import Event, Letter, Submission
from tracker.notify.drafts import LetterDraft
from tracker.rules.letters import Outcome

DROP = "drop the connection"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SENT = Outcome(LetterState.SENT, 250)
LATER = Outcome(LetterState.QUEUED, 451, "later")


def draft(**values: Any) -> LetterDraft:
    facts = {"kind": LetterKind.RECEIPT, "to": "mara@rios.example", "subject": "Your offer"}
    return LetterDraft(**facts | {"body": "It was received.\n"} | values)


def queued(submission: Submission | None = None, **values: Any) -> Letter:
    return queue_letter(draft(**values), by=None, origin=Origin.FORM, submission=submission)


class Sink:
    """A mail server on this machine that keeps what it accepts.

    `answers` holds, for a command (MAIL, RCPT, DATA, RSET), what to say to it, first come first
    served, instead of accepting it. `seconds` is how long it thinks about a text; `begun` is True
    once it has got the first.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.sessions: set[int] = set()
        self.answers: dict[str, list[str]] = {}
        self.seconds = 0.0
        self.begun = False
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return int(self.controller.port)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, *given: Any
    ) -> str:
        self.sessions.add(id(session))
        envelope.mail_from = given[0]
        return self._answer("MAIL", server)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, *given: Any
    ) -> str:
        envelope.rcpt_tos.append(given[0])
        return self._answer("RCPT", server)

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._answer("RSET", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.begun = True
        await asyncio.sleep(self.seconds)
        answer = self._answer("DATA", server)
        if answer.startswith("250"):
            content = bytes(envelope.content or b"")
            self.raw.append(content)
            self.messages.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        return answer

    def _answer(self, command: str, server: SMTP) -> str:
        answer = (self.answers.get(command) or ["250 OK"]).pop(0)
        if answer == DROP:
            server.transport.abort()
        return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server that the settings point to."""
    sink = Sink()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.MAIL_FOLDER = None
    # It logs every command, with addresses.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    sink.controller.start()
    yield sink
    sink.controller.stop()


class Scripted:
    """A carrier that does as told, and sees the letter as others see it while it is carried."""

    def __init__(self, *outcomes: Outcome | Callable[[Letter], Outcome]) -> None:
        self.outcomes = list(outcomes)
        self.carried: list[Letter] = []

    def carry(self, letter: Letter) -> Outcome:
        self.carried.append(Letter.objects.get(pk=letter.pk))
        outcome = self.outcomes.pop(0)
        return outcome(letter) if callable(outcome) else outcome

    def rest(self) -> None: ...


def last_event(letter: Letter) -> Event:
    return Event.objects.about(letter).order_by("-pk")[0]


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    """The clock stands still until the test shifts it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
