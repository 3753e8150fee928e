"""Derives every stored status again and reports, or repairs, what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.rechecks import recheck_submissions
from tracker.management.accounts import acting_account, add_by
from tracker.rules.permissions import Right


class Command(BaseCommand):
    help = "Replay the replies of every submission. Exit code 1 if a stored status differs."

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
            self.stdout.write(_("%(done)s submissions rechecked; none differs.") % numbers)
        elif repair:
            told = _("%(done)s submissions rechecked; %(differing)s repaired.")
            self.stdout.write(told % numbers)
        else:
            told = _("%(differing)s of %(done)s submissions differ. To repair them: --repair")
            raise CommandError(told % numbers)
