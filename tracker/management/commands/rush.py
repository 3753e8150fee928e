"""Lets very many offer to sign at once, beside readers, and looks whether any offer was lost."""

from __future__ import annotations

from time import perf_counter, sleep
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.log import sequence_events
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.seeds import seed_accounts
from tracker.actions.tallies import fold_events
from tracker.choices import Status
from tracker.management.bench_data import build
from tracker.management.bench_databases import database_of, database_url, require_own_database
from tracker.management.benches import STATEMENT
from tracker.management.rush_offers import offers_of, opened_form
from tracker.management.rushes import Rush, rush
from tracker.management.visitors import get
from tracker.management.web_servers import SITE, serving, working
from tracker.models import Event, LogEntry, Revision, Submission, Tally, WaitingOffer
from tracker.rules.offers import LEAST_TIME

# The largest published minute had nearly 2,000 signatures: this is ten times as many.
RATE, SECONDS, READERS = 340, 600, 100
ROWS = 1_000
# Readers alone, before the rush, for comparison.
ALONE_SECONDS = 10
LOOK_SECONDS = 0.5


class Command(BaseCommand):
    help = (
        "Offers at a steady rate beside readers, in a throw-away database. Run script/bench --rush."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rate", type=float, default=RATE, help="offers a second")
        parser.add_argument("--seconds", type=float, default=SECONDS)
        parser.add_argument("--readers", type=int, default=READERS)
        parser.add_argument("--rows", type=int, default=ROWS, help="submissions there before")

    def handle(
        self, *, rate: float, seconds: float, readers: int, rows: int, **options: Any
    ) -> None:
        require_own_database()
        with database_of(rows):
            build(rows, self.stderr.write)
            before = counted()
            found, alone = self.run(rate, seconds, readers)
            self.tell(found, alone, rate)
            self.compare(found.offers[found.taken], before)

    def run(self, rate: float, seconds: float, readers: int) -> tuple[Rush, Rush]:
        """The rush, and before it the readers alone; a worker runs beside until nothing waits."""
        revision = Revision.objects.select_related("statement").get(statement__slug=STATEMENT)
        path, read = reverse("offer", args=[STATEMENT]), get(reverse("statement", args=[STATEMENT]))
        environment = {
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "VAR_DIR": str(settings.VAR_DIR),
            # Everybody comes from this machine, and says from which network.
            "TRUSTED_PROXIES": "1",
        }
        with serving(SITE, environment) as server, working(environment):
            site = server.address
            form = opened_form(site, path)
            self.stderr.write(_("Making the offers up …"))
            count = int(rate * seconds)
            offers = list(offers_of(revision, form, path, count, seed=Event.objects.count()))
            # The form is not taken from whoever is quicker.
            sleep(LEAST_TIME.total_seconds())
            short = min(ALONE_SECONDS, seconds)
            alone = rush(site, (), rate=1, seconds=short, read=read, readers=readers)
            self.stderr.write(_("The rush …"))
            found = rush(site, offers, rate=rate, seconds=seconds, read=read, readers=readers)
            self.wait()
        return found, alone

    def wait(self) -> None:
        """Until the worker has taken in all that waits."""
        began, there = perf_counter(), waiting()
        while waiting():
            sleep(LOOK_SECONDS)
        told = {"there": there, "seconds": f"{perf_counter() - began:.0f}"}
        self.stdout.write(
            _("in line: %(there)s when the rush was over, taken in after %(seconds)s s") % told
        )

    def tell(self, found: Rush, alone: Rush, rate: float) -> None:
        sent = found.offers.total()
        taken = found.offers[found.taken]
        self.stdout.write(
            _("offers: %(sent)s sent at %(rate)s a second, %(taken)s taken in %(seconds)s s")
            % {"sent": sent, "rate": f"{rate:g}", "taken": taken, "seconds": f"{found.seconds:.1f}"}
        )
        told = {"answers": dict(sorted(found.offers.items())), "later": found.later}
        self.stdout.write(_("answers: %(answers)s, %(later)s put in line") % told)
        self.stdout.write(
            _("taken within: half %(half).3f s, 99 of 100 %(most).3f s")
            % {"half": found.wait(0.5), "most": found.wait(0.99)}
        )
        before, during = (one.reads[200] / one.seconds for one in (alone, found))
        self.stdout.write(
            _("readers: %(before).1f a second alone, %(during).1f beside the rush, %(share).2f")
            % {"before": before, "during": during, "share": during / before if before else 0}
        )

    def compare(self, taken: int, before: int) -> None:
        """Raises CommandError if an offer was lost or doubled, or what is derived does not fit."""
        publisher = seed_accounts()[1]
        sequence_events(wait=True)
        fold_events()
        numbers = {
            "taken": taken,
            "kept": counted() - before,
            # Copies made up in the database are in no log.
            "events": Event.objects.exclude(kept_sha256="").count(),
            "leaves": LogEntry.objects.count(),
            "public": Submission.objects.filter(is_public=True).count(),
            "tallied": Tally.objects.aggregate(sum=Sum("amount"))["sum"] or 0,
            "wrong": sum(len(some) for _done, some in recheck_submissions(by=publisher)),
        }
        self.stdout.write(
            _(
                "%(taken)s taken, %(kept)s kept; %(events)s events, %(leaves)s leaves; "
                "%(public)s public, %(tallied)s counted; %(wrong)s wrong"
            )
            % numbers
        )
        pairs = (("taken", "kept"), ("events", "leaves"), ("public", "tallied"))
        if numbers["wrong"] or any(numbers[one] != numbers[other] for one, other in pairs):
            raise CommandError(_("An offer was lost or doubled, or what is derived does not fit."))


def counted() -> int:
    """How many offers there are that nobody has confirmed: all that a rush makes."""
    return Submission.objects.filter(status=Status.UNCONFIRMED).count()


def waiting() -> int:
    """How many offers are still in line."""
    return WaitingOffer.objects.in_line().count()
