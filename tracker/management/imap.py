"""A mailbox on an IMAP server: its unseen messages, and marking one as seen."""

from __future__ import annotations

import imaplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

TIMEOUT = 60


class Mailbox:
    """An open mailbox; messages are named by their UID."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self.client = client

    def unseen(self) -> list[str]:
        """The UIDs of the messages that nobody has seen."""
        _status, found = self.client.uid("search", "UNSEEN")
        return [uid.decode() for uid in (found[0] or b"").split()]

    def fetch(self, uid: str) -> tuple[bytes, datetime] | None:
        """A message's bytes and when the server got it; None if it is gone. Leaves it unseen."""
        _status, found = self.client.uid("fetch", uid, "(INTERNALDATE BODY.PEEK[])")
        pieces = [piece for piece in found if isinstance(piece, tuple)]
        if not pieces:
            return None
        return pieces[0][1], _received_at(pieces[0][0])

    def mark_seen(self, uid: str) -> None:
        """Say that a message has been dealt with."""
        self.client.uid("store", uid, "+FLAGS.SILENT", r"(\Seen)")


@contextmanager
def open_mailbox(url: str) -> Iterator[Mailbox]:
    """The mailbox of an address such as imaps://user:password@host/INBOX, while the block runs.

    imap:// asks for encryption before it signs in, except on this machine.
    Raises CommandError for an address of another form, imaplib.IMAP4.error or OSError otherwise.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise CommandError(_("Set IMAP_URL, e.g. imaps://user:password@host/INBOX"))
    with _client(parts.scheme, parts.hostname, parts.port) as client:
        client.login(unquote(parts.username), unquote(parts.password or ""))
        status, _told = client.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if status != "OK":
            raise imaplib.IMAP4.error("the mailbox cannot be opened")
        yield Mailbox(client)


def _client(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or 993, timeout=TIMEOUT)
    client = imaplib.IMAP4(host, port or 143, timeout=TIMEOUT)
    if host not in ("localhost", "127.0.0.1", "::1"):
        client.starttls()
    return client


def _received_at(told: bytes) -> datetime:
    local = imaplib.Internaldate2tuple(told)
    return datetime.fromtimestamp(time.mktime(local), UTC) if local else datetime.now(UTC)
