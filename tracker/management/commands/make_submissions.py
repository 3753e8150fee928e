"""Makes up submissions to a statement, to see how the site does at size."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.samples import make_samples
from tracker.management.accounts import acting_account, add_by
from tracker.management.statements import latest_revision
from tracker.rules.permissions import Right


class Command(BaseCommand):
    help = (
        "Make up submissions, with replies to some. Repeat it to go on where it stopped. "
        "Only for a statement whose issuer uses this site (custody: hosted)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--statement", metavar="SLUG", required=True)
        parser.add_argument("--count", type=int, default=100_000, help="how many there should be")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same")
        add_by(parser)

    def handle(self, *, statement: str, count: int, seed: int, **options: Any) -> None:
        account = acting_account(options["by"], Right.RELEASE)
        revision = latest_revision(statement)
        done = 0
        try:
            for done in make_samples(revision, count=count, seed=seed, by=account):
                self.stderr.write(_("%(done)s of %(count)s") % {"done": done, "count": count})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        told = _("“%(title)s” has %(done)s made-up submissions.")
        self.stdout.write(told % {"title": revision.statement, "done": done})
