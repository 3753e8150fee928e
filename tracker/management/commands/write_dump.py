"""Writes the whole public record as a file, at once."""

from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.dumps import ask_for_dump
from tracker.choices import ExportState
from tracker.management.exporters import Exporter


class Command(BaseCommand):
    help = (
        "Write the whole public record as a Frictionless Data Package, which /data/ gives out. The "
        "worker does so each night by itself."
    )

    def handle(self, **options: Any) -> None:
        file = ask_for_dump(timezone.now(), is_wanted=True)
        if file is None:
            raise CommandError(_("None is written: DUMPS_KEPT is 0, or too many files wait."))
        Exporter(Event()).round()
        file.refresh_from_db()
        if file.state != ExportState.DONE:
            raise CommandError(file.get_problem_display() or file.get_state_display())
        told = {"name": file.stored_name, "rows": file.rows, "size": file.size}
        self.stdout.write(_("%(name)s: %(rows)s rows, %(size)s bytes") % told)
        self.stdout.write(f"SHA-256 {file.sha256}")
