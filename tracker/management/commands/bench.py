"""Measures pages with few and with many submissions, and shows how much slower they get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.utils.translation import gettext as _

from tracker.actions.log import sequence_events
from tracker.actions.revisions import add_revision
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.actions.signatories import record_signatory
from tracker.actions.statements import publish_statement, record_statement, submit_statement
from tracker.choices import Custody, SignatoryKind, StatementKind
from tracker.management.benches import STATEMENT, measure, probes
from tracker.models import Revision, User

FEW, MANY = 1_000, 100_000
ROUNDS = 3


class Command(BaseCommand):
    help = "Measure pages with 1,000 and 100,000 submissions on one statement. Run script/bench."
    # They would open the site's own database, which is none of this command's business.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--few", type=int, default=FEW)
        parser.add_argument("--many", type=int, default=MANY)
        parser.add_argument("--repeat", type=int, default=5, help="times per page and round")
        parser.add_argument("--only", default="", help="measure only what has this in its name")

    def handle(self, *, few: int, many: int, repeat: int, only: str, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(_("This measures SQLite files of its own. Run: sh script/bench"))
        taken: dict[int, dict[str, list[float]]] = {few: defaultdict(list), many: defaultdict(list)}
        for rows in taken:
            with database_of(rows):
                self.build(rows)
        # In turns, so that whatever else the machine does meets both alike.
        for _round in range(ROUNDS):
            for rows, times in taken.items():
                with database_of(rows):
                    measure_all(times, repeat, only)
        self.tell(taken[few], taken[many], few, many)

    def build(self, rows: int) -> None:
        """Make up what is missing in the database that is open now."""
        call_command("migrate", verbosity=0, interactive=False)
        publisher = seed_accounts()[1]
        revision = Revision.objects.filter(statement__slug=STATEMENT).first()
        revision = revision or make_statement(publisher)
        for done in make_samples(revision, count=rows, seed=1, by=publisher):
            self.stderr.write(_("%(done)s of %(rows)s made up") % {"done": done, "rows": rows})
        began = perf_counter()
        sequenced = sequence_events(wait=True)
        if sequenced:
            told = {"sequenced": sequenced, "rate": round(sequenced / (perf_counter() - began))}
            self.stderr.write(
                _("%(sequenced)s events put into the log, %(rate)s in a second") % told
            )

    def tell(
        self, few: dict[str, list[float]], many: dict[str, list[float]], less: int, more: int
    ) -> None:
        width = max((len(name) for name in few), default=0)
        self.stdout.write(f"{_('median, ms'):<{width}} {less:>9,} {more:>9,}  {_('ratio')}")
        for name in few:
            small, large = median(few[name]), median(many[name])
            line = f"{name:<{width}} {small:>9.1f} {large:>9.1f} {large / small:>6.2f}"
            self.stdout.write(line)
        self.stdout.write(
            _("A page with fewer rows is quicker: rare things do not fill one with %(few)s.")
            % {"few": less}
        )


@contextmanager
def database_of(rows: int) -> Iterator[None]:
    """Use the throw-away database with so many submissions; it is kept for the next run."""
    folder: Path = settings.VAR_DIR
    folder.mkdir(parents=True, exist_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = str(folder / f"{rows}.sqlite3")
    try:
        yield
    finally:
        connection.close()


def make_statement(publisher: User) -> Revision:
    """A hosted statement to which submissions can be made up."""
    who = {"name": "Bench", "kind": SignatoryKind.ORGANISATION}
    values = {
        "title": "Bench",
        "slug": STATEMENT,
        "kind": StatementKind.OPEN_LETTER,
        "issuer": record_signatory(who, by=publisher),
        "custody": Custody.HOSTED,
    }
    statement = record_statement(values, by=publisher)
    revision = add_revision(statement, {"text": "A text to sign."}, [], by=publisher)
    publish_statement(submit_statement(statement, by=publisher), by=publisher)
    return revision


def measure_all(times: dict[str, list[float]], repeat: int, only: str) -> None:
    """Measure every page some times, after a first time that does not count."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(seed_accounts()[1])
    for probe in probes():
        if only in probe.name:
            measure(client, probe)
            times[probe.name] += [measure(client, probe) for _time in range(repeat)]
