"""Builds the tallies again from the events."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from tracker.actions.tallies import rebuild_tallies


class Command(BaseCommand):
    help = "Forget all tallies and fold every event again. Safe while the site runs."

    def handle(self, **options: Any) -> None:
        folded = rebuild_tallies()
        told = ngettext(
            "Rebuilt the tallies from %(count)s event.",
            "Rebuilt the tallies from %(count)s events.",
            folded,
        )
        self.stdout.write(told % {"count": folded})
