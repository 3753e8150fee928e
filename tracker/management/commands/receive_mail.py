"""Takes in mail: from a mail server's pipe, from files, or from an IMAP mailbox."""

from __future__ import annotations

import mailbox
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from imaplib import IMAP4
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.incoming_mails import receive_mail
from tracker.choices import Origin
from tracker.management.imap import open_mailbox
from tracker.readers.mails import arrived_at


class Command(BaseCommand):
    help = (
        "Take in one message from standard input, as a mail server's pipe gives it, or from the "
        "files named, or all unseen ones from the mailbox of IMAP_URL. Exit code 75 means: nothing "
        "is lost, try again later. What was taken in before is not taken in twice."
    )
    # A mail server that waits gets its answer sooner, and no fault of a setting costs a mail.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="a message (.eml)")
        parser.add_argument("--mbox", action="store_true", help="each FILE holds many messages")
        parser.add_argument("--imap", action="store_true", help="read the mailbox of IMAP_URL")

    def handle(self, *, files: list[str], mbox: bool, imap: bool, **options: Any) -> None:
        self.taken, self.failed = 0, 0
        if imap:
            self._read_imap()
        elif files:
            for path in files:
                self._read_file(path, is_mbox=mbox)
        elif mbox:
            raise CommandError(_("Name the file: receive_mail --mbox FILE"))
        else:
            self._take(sys.stdin.buffer.read(), timezone.now(), Origin.MAIL)
        if self.failed:
            told = _("%(failed)s not taken in, %(taken)s taken in. Try again later.")
            numbers = {"failed": self.failed, "taken": self.taken}
            raise CommandError(told % numbers, returncode=os.EX_TEMPFAIL)
        self.stdout.write(_("%(taken)s taken in.") % {"taken": self.taken})

    def _read_file(self, path: str, *, is_mbox: bool) -> None:
        try:
            for raw in _mbox(path) if is_mbox else [Path(path).read_bytes()]:
                now = timezone.now()
                self._take(raw, min(arrived_at(raw) or now, now), Origin.COMMAND)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(why)s") % {"path": path, "why": error.strerror}
            ) from error

    def _read_imap(self) -> None:
        try:
            with open_mailbox(settings.IMAP_URL) as box:
                for uid in box.unseen():
                    found = box.fetch(uid)
                    # Seen only once it is in: a crash in between brings it again, and it is known.
                    if found and self._take(*found, Origin.MAIL):
                        box.mark_seen(uid)
        except (IMAP4.error, OSError) as error:
            self.failed += 1
            self.stderr.write(_("The mailbox: %(what)s") % {"what": type(error).__name__})

    def _take(self, raw: bytes, received_at: datetime, origin: Origin) -> bool:
        """Take in one message; False if that has to be tried again."""
        if not raw.strip():
            self.stderr.write(_("An empty message: there is nothing to keep."))
            return True
        try:
            receive_mail(raw, received_at=received_at, origin=origin)
        except Exception as error:
            # Whatever it is, the mail server must keep the message and try again. Only the kind of
            # error is told: its words could hold parts of the mail.
            self.failed += 1
            self.stderr.write(_("Not taken in: %(what)s") % {"what": type(error).__name__})
            return False
        self.taken += 1
        return True


def _mbox(path: str) -> Iterator[bytes]:
    """The messages of an mbox file, one at a time; raises OSError if it cannot be read."""
    Path(path).open("rb").close()  # the library's own error for a missing file is no OSError
    box = mailbox.mbox(path, create=False)
    try:
        yield from (box.get_bytes(key) for key in box.iterkeys())
    finally:
        box.close()
