"""Writes letters to those who follow, about what is new."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from tracker.actions.tellings import tell_followers


class Command(BaseCommand):
    help = (
        "Write the letters that are due to those who follow, as many as the outbox has room for. "
        "The background worker does the same; run it as often as you like."
    )

    def handle(self, **options: Any) -> None:
        written = tell_followers(timezone.now())
        told = ngettext("Wrote %(count)s letter.", "Wrote %(count)s letters.", written)
        self.stdout.write(told % {"count": written})
