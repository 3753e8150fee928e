"""The two ways a letter leaves: by a mail server, or into a folder on a site that has none."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from socket import socket
from typing import Protocol, cast

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from tracker.actions.receipts import attachments_of
from tracker.choices import LetterState
from tracker.models import Letter
from tracker.notify.messages import envelope_address, message_bytes
from tracker.rules.letters import Outcome, refused, without_addresses

# How long a server may take to accept a text it has got, in seconds: it may be looking for viruses,
# and hanging up now is what makes letters unknown (RFC 5321, 4.5.3.2.6, asks for even more).
ACCEPTING_SECONDS = 300


class Carrier(Protocol):
    def carry(self, letter: Letter) -> Outcome:
        """Try once to send the letter; never raises for what a mail server does."""

    def rest(self) -> None:
        """There is nothing to send for now: let go of what is held open."""


class FolderCarrier:
    """Writes each letter to one .eml file: mail that would have been sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, letter: Letter) -> Outcome:
        """Write the file whole or not at all; a second time it replaces the first."""
        path = self.folder / f"{letter.pk:08}.eml"
        part = path.with_suffix(".part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_bytes(_bytes_of(letter))
            part.replace(path)
        except OSError as error:
            return _unreached(error)
        return Outcome(LetterState.KEPT)

    def rest(self) -> None:
        """Nothing is held open."""


class SmtpCarrier:
    """Hands letters to the mail server of EMAIL_URL, many over one connection.

    Keeps apart what happened before the server could have accepted the letter, when it is safe to
    try again, and what happened after, when it is not.
    """

    def __init__(self) -> None:
        self.server = EmailBackend()
        self.sender = envelope_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])

    def carry(self, letter: Letter) -> Outcome:
        """Send the letter; over a new connection if the server has ended an old one meanwhile."""
        try:
            to, message = envelope_address(letter.to), _bytes_of(letter)
        except ValueError as error:
            return Outcome(LetterState.FAILED, reason=without_addresses(str(error)))
        is_old = self.server.connection is not None
        outcome = self._tried(to, message)
        if is_old and outcome.is_unreached:
            outcome = self._tried(to, message)
        return outcome

    def rest(self) -> None:
        """End the connection, politely if the server still listens."""
        if self.server.connection is not None:
            self._hang_up(self.server.connection.quit)

    def _tried(self, to: str, message: bytes) -> Outcome:
        outcome = self._offered(to)
        if outcome is None:
            outcome = self._handed_over(message)
        if outcome.is_unreached or outcome.state == LetterState.UNKNOWN:
            self._hang_up()
        return outcome

    def _offered(self, to: str) -> Outcome | None:
        """None if the server wants to have a letter for this address."""
        try:
            self.server.open()
            smtp = self._smtp()
            smtp.ehlo_or_helo_if_needed()
            # On an old connection, RSET ends what a refused letter began, and shows whether the
            # server still listens.
            steps = (smtp.rset, lambda: smtp.mail(self.sender), lambda: smtp.rcpt(to))
            refusals = (_refusal(step()) for step in steps)
            return next((refusal for refusal in refusals if refusal), None)
        except OSError as error:  # every error of smtplib is one
            return _unreached(error)

    def _handed_over(self, message: bytes) -> Outcome:
        smtp = self._smtp()
        connected = cast("socket", smtp.sock)
        try:
            connected.settimeout(ACCEPTING_SECONDS)
            answer = smtp.data(message)
            connected.settimeout(self.server.timeout)
        except smtplib.SMTPDataError as error:  # it did not even want to see the text
            return refused(error.smtp_code, _text(error.smtp_error))
        except OSError as error:
            # The text was on its way: only the server knows whether it has it.
            return Outcome(LetterState.UNKNOWN, reason=without_addresses(str(error)))
        return _refusal(answer) or Outcome(LetterState.SENT, answer[0])

    def _smtp(self) -> smtplib.SMTP:
        return cast("smtplib.SMTP", self.server.connection)

    def _hang_up(self, politely: Callable[[], object] = lambda: None) -> None:
        connection, self.server = self.server.connection, EmailBackend()
        with suppress(OSError):
            politely()
        if connection is not None:
            connection.close()


def configured_carrier() -> Carrier:
    """The folder if the site has no mail server, or else the mail server."""
    return FolderCarrier(settings.MAIL_FOLDER) if settings.MAIL_FOLDER else SmtpCarrier()


def _bytes_of(letter: Letter) -> bytes:
    return message_bytes(
        letter,
        sender=settings.DEFAULT_FROM_EMAIL,
        dated=timezone.now(),
        attached=attachments_of(letter),
    )


def _refusal(answer: tuple[int, bytes]) -> Outcome | None:
    code, text = answer
    return None if 200 <= code < 300 else refused(code, _text(text))


def _unreached(error: OSError) -> Outcome:
    code = getattr(error, "smtp_code", 0)
    reason = without_addresses(str(error))
    return Outcome(LetterState.QUEUED, code, reason, is_unreached=True)


def _text(words: bytes | str) -> str:
    return words if isinstance(words, str) else words.decode("utf-8", "replace")
