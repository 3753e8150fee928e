"""Derives every stored status and count again and reports, or repairs, what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.rechecks import recheck_submissions
from tracker.management.accounts import acting_account, add_by
from tracker.rules.permissions import Right


class Command(BaseCommand):
    help = "Replay all replies and count anew. Exit code 1 if what is stored differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="store what was derived")
        add_by(parser)

    def handle(self, *, repair: bool, by: str | None, **options: Any) -> None:
        account = acting_account(by, Right.RELEASE)
        done, differing = 0, 0
        for done, references in recheck_submissions(by=account, repair=repair):
            differing += len(references)
            for reference in references:
                self.stdout.write(reference)
            self.stderr.write(_("%(done)s rechecked") % {"done": done})
        numbers = {"done": done, "differing": differing}
        if not differing:
            self.stdout.write(
                _("%(done)s submissions and their counts rechecked; nothing differs.") % numbers
            )
        elif repair:
            told = _("%(done)s submissions and their counts rechecked; %(differing)s repaired.")
            self.stdout.write(told % numbers)
        else:
            told = _(
                "The %(differing)s above differ, of %(done)s submissions and their counts. "
                "To repair: --repair"
            )
            raise CommandError(told % numbers)
