"""Writes the log and the public lists into a folder, for anybody to mirror and to audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from tracker.management.log_folders import LogFolderWriter
from tracker.proof.tiles import WIDTH

TOLD_EVERY = 100 * WIDTH


class Command(BaseCommand):
    help = (
        "Bring a folder up to date with the log: checkpoint, tiles, entries, openings, keys, and "
        "the public lists. A plain web server can serve it; audit_log checks it."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="made if missing")

    def handle(self, *, folder: Path, **options: Any) -> None:
        writer = LogFolderWriter(folder, self._tell)
        checkpoint = writer.write()
        about = {"folder": folder, "size": checkpoint.size, "files": writer.written}
        self.stdout.write(
            _("%(folder)s holds the log of %(size)s entries; %(files)s files were written.") % about
        )

    def _tell(self, done: int, size: int) -> None:
        if done == size or done % TOLD_EVERY == 0:
            self.stderr.write(_("%(done)s of %(size)s entries") % {"done": done, "size": size})
