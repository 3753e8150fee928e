"""Builds the tallies and the log again from the events."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.log_keys import LogStopped
from tracker.actions.log_rebuilds import Differs, Rebuild, rebuild_log
from tracker.actions.tallies import rebuild_tallies


class Command(BaseCommand):
    help = (
        "Forget all tallies and fold every event again; build the log again and compare it byte by "
        "byte. Exit code 1 at the first difference in the log, which is left as it is; what is "
        "missing there is written. Safe while the site runs."
    )

    def handle(self, **options: Any) -> None:
        self._tell_tallies(rebuild_tallies())
        try:
            for done in rebuild_log():
                self.stderr.write(_("%(done)s entries built") % {"done": done.entries})
        except (Differs, LogStopped) as error:
            raise CommandError(str(error)) from error
        self._tell_log(done)

    def _tell_tallies(self, folded: int) -> None:
        told = ngettext(
            "Rebuilt the tallies from %(count)s event.",
            "Rebuilt the tallies from %(count)s events.",
            folded,
        )
        self.stdout.write(told % {"count": folded})

    def _tell_log(self, done: Rebuild) -> None:
        told = ngettext(
            "The log of %(count)s entry is what its event gives, byte for byte.",
            "The log of %(count)s entries is what their events give, byte for byte.",
            done.entries,
        )
        self.stdout.write(told % {"count": done.entries})
        if done.written:
            missing = _("%(count)s missing rows were written.") % {"count": done.written}
            self.stdout.write(missing)
