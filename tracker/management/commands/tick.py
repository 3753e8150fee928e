"""Does what is due because time has passed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tracker.management.ticks import tick


class Command(BaseCommand):
    help = (
        "Record what became late, dated the day it happened, send reminders, tell the editors, and "
        "expire what has expired. As often as you like, also several at once; nothing is done "
        "twice, and what was missed while it did not run is made good."
    )
    # They would load every page of the site into a process that shows none.
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        totals: dict[str, int] = {}
        for label, done in tick():
            totals[label] = done
            self.stderr.write(f"{label}: {done}")
        lines = [f"{label}: {number}" for label, number in totals.items()]
        self.stdout.write("\n".join(lines) or _("Nothing was due."))
