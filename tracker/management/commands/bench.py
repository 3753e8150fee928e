"""Measures pages with few and with many submissions, and shows how much slower they get."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.test import Client
from django.utils.translation import gettext as _

from tracker.actions.log import sequence_events
from tracker.actions.revisions import add_revision
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.actions.signatories import record_signatory
from tracker.actions.statements import publish_statement, record_statement, submit_statement
from tracker.choices import Custody, SignatoryKind, StatementKind
from tracker.management.bench_databases import database_of, require_own_database
from tracker.management.benches import STATEMENT, measure, probes
from tracker.management.http_benches import Measured, measure_pages, pages, surroundings
from tracker.models import Revision, User

FEW, MANY = 1_000, 100_000
ROUNDS = 3
# Rounds over HTTP, and the seconds of each.
THOROUGH, QUICK = (5, 1.0), (3, 0.4)


class Command(BaseCommand):
    help = (
        "Measure pages with 1,000 and 100,000 submissions on one statement: how long each takes, "
        "or with --http how many a second two processes serve. Run script/bench."
    )
    # They would open the site's own database, which is none of this command's business.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--few", type=int, default=FEW)
        parser.add_argument("--many", type=int, default=MANY)
        parser.add_argument("--repeat", type=int, default=5, help="times per page and round")
        parser.add_argument("--only", default="", help="measure only what has this in its name")
        parser.add_argument(
            "--http", action="store_true", help="pages a second, against an empty Django view"
        )
        parser.add_argument("--quick", action="store_true", help="with --http: three short rounds")
        parser.add_argument("--json", type=Path, help="with --http: write the figures here, too")

    def handle(self, *, few: int, many: int, http: bool, **options: Any) -> None:
        require_own_database()
        for rows in {few, many}:
            with database_of(rows):
                self.build(rows)
        if http:
            self.over_http(sorted({few, many}), **options)
        else:
            self.in_process(few, many, options["repeat"], options["only"])

    def in_process(self, few: int, many: int, repeat: int, only: str) -> None:
        """How long each page takes here, without a server."""
        taken: dict[int, dict[str, list[float]]] = {few: defaultdict(list), many: defaultdict(list)}
        # In turns, so that whatever else the machine does meets both alike.
        for _round in range(ROUNDS):
            for rows, times in taken.items():
                with database_of(rows):
                    measure_all(times, repeat, only)
        self.tell(taken[few], taken[many], few, many)

    def over_http(
        self, sizes: list[int], *, quick: bool, only: str, json: Path | None, **options: Any
    ) -> None:
        """How many of each page a second are served, with each number of rows."""
        found: dict[int, list[Measured]] = {}
        rounds, seconds = QUICK if quick else THOROUGH
        for rows in sizes:
            with database_of(rows):
                chosen = [page for page in pages() if only in page.name]
                editor = seed_accounts()[1]
                self.stdout.write(_("%(rows)s submissions") % {"rows": f"{rows:,}"})
                found[rows] = []
                for one in measure_pages(chosen, editor, rounds=rounds, seconds=seconds):
                    found[rows].append(one)
                    self.tell_rate(one)
        if json:
            write_json(json, found)

    def tell_rate(self, one: Measured) -> None:
        budget = f"≥ {one.page.budget:.3f}" if one.page.budget else ""
        verdict = "" if one.is_met else _("missed")
        rates = f"{one.rate:>9.1f}/s {one.at_work:>7.2f} ms {one.share:>7.3f}"
        line = f"{one.page.name:<34}{rates}  {budget:<8} {verdict}"
        self.stdout.write(line.rstrip())

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


def write_json(file: Path, found: dict[int, list[Measured]]) -> None:
    """The figures for machines, with what they were measured on."""
    told = {
        "measured_on": surroundings(),
        "pages": [
            {
                "rows": rows,
                "page": one.page.name,
                "rate": one.rate,
                "share": one.share,
                "at_work": one.at_work,
                "budget": one.page.budget,
            }
            for rows, measured in found.items()
            for one in measured
        ],
    }
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
