"""Checks a log and the public lists, on a site or in an exported folder; needs no database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.management.log_audits import Found, LogAudit, signed_checkpoint
from tracker.management.log_copies import LogCopy, LogFolder, LogSite
from tracker.management.public_keys import named_keys
from tracker.proof.keys import PublicKey, read_keys
from tracker.proof.refusals import Malformed, ProofRefused
from tracker.proof.tiles import WIDTH
from tracker.readers.public_lists import Differs

LISTS = ("submissions.csv", "events.csv")
TOLD_EVERY = 100 * WIDTH
SETTLE_SECONDS = 8.0  # entries follow events by 5 seconds at most


class Command(BaseCommand):
    help = (
        "Compute the tree of a whole log again, check its signature, and compare the public lists "
        "with it. Names the first difference; exit code 1 if there is one."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", help="address of a site or mirror, or an exported folder")
        parser.add_argument("--since", type=Path, help="a checkpoint kept from an earlier time")
        parser.add_argument(
            "--key",
            type=named_keys,
            metavar="PUBKEY",
            help="name+id+base64, or a file of such lines (default: those that the copy names)",
        )
        parser.add_argument("--cache", type=Path, help="folder that keeps what never changes")
        parser.add_argument(
            "--settle",
            type=float,
            default=SETTLE_SECONDS,
            help="seconds to wait for entries of what was just listed, on a site",
        )

    def handle(
        self,
        *,
        copy: str,
        since: Path | None,
        key: list[PublicKey] | None,
        cache: Path | None,
        settle: float,
        **options: Any,
    ) -> None:
        is_site = copy.startswith(("http://", "https://"))
        source: LogCopy = LogSite(copy, cache) if is_site else LogFolder(Path(copy))
        try:
            found = self._audited(source, since, key, settle=settle if is_site else 0.0)
        except (ProofRefused, Differs) as error:
            raise CommandError(str(error)) from error
        words = _words(found, has_older=since is not None, is_trusted=key is not None)
        for line in words:
            self.stdout.write(line)

    def _audited(
        self,
        copy: LogCopy,
        since: Path | None,
        key: list[PublicKey] | None,
        *,
        settle: float,
    ) -> Found:
        keys = key or _published(copy)
        before, _signers = signed_checkpoint(copy.read("log/checkpoint"), keys)
        older = signed_checkpoint(_kept(since), keys)[0] if since else None
        with TemporaryDirectory() as folder:
            submissions, events = (Path(folder) / name for name in LISTS)
            for path in (submissions, events):
                if not copy.fetch_list(path.name, path):
                    raise Malformed(_("There is no list %s.") % path.name)
            # What was recorded just before the lists were read enters the log meanwhile.
            time.sleep(settle)
            audit = LogAudit(copy, copy.read("log/checkpoint"), keys, since=before.size)
            return audit.run(older, submissions, events, self._tell)

    def _tell(self, done: int, size: int) -> None:
        if done == size or done % TOLD_EVERY == 0:
            self.stderr.write(_("%(done)s of %(size)s entries") % {"done": done, "size": size})


def _published(copy: LogCopy) -> list[PublicKey]:
    published = copy.read("log/keys")
    if published is None:
        raise Malformed(_("There are no keys. Name the one that you trust with --key."))
    return read_keys(published.decode(errors="replace"))


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(error)s") % {"path": path, "error": error.strerror}
        ) from error


def _words(found: Found, *, has_older: bool, is_trusted: bool) -> list[str]:
    """What was checked and what was not, in sentences."""
    left_out = _not_checked(found, has_older=has_older, is_trusted=is_trusted)
    return [*_checked(found, has_older=has_older), *left_out]


def _checked(found: Found, *, has_older: bool) -> Iterator[str]:
    size = found.checkpoint.size
    yield _("No difference found in the log %s.") % found.checkpoint.origin
    yield ngettext(
        "Its tree was computed again from its %(size)s entry, and is the one that was signed.",
        "Its tree was computed again from its %(size)s entries, and is the one that was signed.",
        size,
    ) % {"size": size}
    yield _("Signed with %s.") % ", ".join(key.text for key in found.keys)
    yield _(
        "Compared with it: %(submissions)s listed submissions (statement, direction, date, "
        "status, whether the name is withheld) and %(events)s listed events (kind, time); "
        "%(openings)s entries were opened for that."
    ) % {
        "submissions": found.compared.submissions,
        "events": found.events,
        "openings": found.openings,
    }
    if has_older:
        yield _("It begins with the log that the older checkpoint was signed over.")


def _not_checked(found: Found, *, has_older: bool, is_trusted: bool) -> Iterator[str]:
    if not has_older:
        yield _(
            "Not checked: whether it was another log earlier. Keep its checkpoint (log/checkpoint) "
            "and give it next time with --since."
        )
    if not is_trusted:
        yield _(
            "Not checked: whose key it is. It was read from the copy itself; name one that you "
            "know otherwise with --key."
        )
    yield _("Not checked: names, texts, lateness, and what was never public.")
    if moving := found.compared.moving:
        yield _("%s submissions changed while the lists were read, and were left out.") % moving
    if found.unopened:
        yield _("%s listed events are closed in the log; only their time was compared.") % (
            found.unopened
        )
