"""Measures pages with few and with many submissions, and shows how much slower they get."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.test import Client
from django.utils.translation import gettext as _

from tracker.actions.seeds import seed_accounts
from tracker.management.bench_data import build
from tracker.management.bench_databases import database_of, require_own_database
from tracker.management.bench_figures import Figure, flatness, write_figures
from tracker.management.benches import measure, probes
from tracker.management.bulk_benches import Bulk, measure_export, measure_import
from tracker.management.http_benches import Effort, measure_pages
from tracker.management.http_offers import measure_offers
from tracker.management.http_pages import pages

FEW, MANY = 1_000, 100_000
IMPORTED = 20_000
ROUNDS = 3
# Over HTTP.
THOROUGH, QUICK = Effort(5, 0.5), Effort(2, 0.2)


class Command(BaseCommand):
    help = (
        "Measure pages with 1,000 submissions on one statement and with more: how long each takes, "
        "or with --http how many a second two processes serve. Run script/bench."
    )
    # They would open the site's own database, which is none of this command's business.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--few", type=int, default=FEW, help="what is compared with")
        parser.add_argument(
            "--rows", type=int, nargs="+", default=[MANY], help="submissions; several numbers: each"
        )
        parser.add_argument("--repeat", type=int, default=5, help="times per page and round")
        parser.add_argument("--only", default="", help="measure only what has this in its name")
        parser.add_argument(
            "--http", action="store_true", help="pages a second, against an empty Django view"
        )
        parser.add_argument("--quick", action="store_true", help="in a minute, and less exactly")
        parser.add_argument("--json", type=Path, help="with --http: write the figures here, too")
        parser.add_argument("--bulk", action="store_true", help="imports and exports")
        parser.add_argument("--build", action="store_true", help="make the data, measure nothing")

    def handle(
        self, *, few: int, rows: list[int], http: bool, quick: bool, build: bool, **options: Any
    ) -> None:
        require_own_database()
        sizes = sorted({few, *rows})
        for size in sizes:
            self.make_data(size)
        if build:
            return
        if options["bulk"]:
            self.in_bulk(sizes, is_quick=quick)
        elif http:
            self.over_http(sizes, QUICK if quick else THOROUGH, options["only"], options["json"])
        else:
            self.in_process(sizes, 1 if quick else options["repeat"], options["only"])

    def make_data(self, size: int) -> None:
        """Make up what is missing of so many submissions."""
        with database_of(size):
            build(size, self.stderr.write)

    def in_process(self, sizes: list[int], repeat: int, only: str) -> None:
        """How long each page takes here, without a server."""
        taken: dict[int, dict[str, list[float]]] = {size: defaultdict(list) for size in sizes}
        # In turns, so that whatever else the machine does meets all alike.
        for _round in range(ROUNDS):
            for size, times in taken.items():
                with database_of(size):
                    measure_all(times, repeat, only)
        self.tell(taken)

    def over_http(self, sizes: list[int], effort: Effort, only: str, json: Path | None) -> None:
        """How many of each page a second are served, with each number of rows."""
        found: list[Figure] = []
        for size in sizes:
            with database_of(size):
                chosen = [page for page in pages() if only in page.name]
                editor = seed_accounts()[1]
                self.stdout.write(_("%(rows)s submissions") % {"rows": f"{size:,}"})
                measured = chain(
                    measure_pages(chosen, editor, rows=size, effort=effort),
                    measure_offers(only, rows=size, effort=effort),
                )
                for one in measured:
                    found.append(one)
                    self.tell_rate(one, found)
                if json:
                    write_figures(json, found)

    def in_bulk(self, sizes: list[int], *, is_quick: bool) -> None:
        """An import with the fewest rows there before, and exports with each number."""
        with database_of(sizes[0]):
            rows, rounds = (FEW, 1) if is_quick else (IMPORTED, ROUNDS)
            self.tell_bulk(measure_import(rows, rounds))
        for size in sizes:
            with database_of(size):
                self.tell_bulk(measure_export(ROUNDS))

    def tell_bulk(self, one: Bulk) -> None:
        verdict = "" if one.is_met else _("missed")
        line = (
            f"{one.name:<18}{one.rows:>11,} {one.ours:>8.2f} s {one.raw:>8.2f} s {one.share:>6.3f}"
            f"  ≥ {one.budget:<4} {one.memory:>6.1f} MB  {verdict}"
        )
        self.stdout.write(line.rstrip())

    def tell_rate(self, one: Figure, found: list[Figure]) -> None:
        budget = f"≥ {one.budget:.3f}" if one.budget else ""
        verdict = "" if one.is_met else _("missed")
        rates = f"{one.rate:>9.1f}/s {one.at_work:>7.2f} ms {one.share:>7.3f}"
        compared = flatness(one, found)
        flat = f"{compared[0]:.2f}" if compared else ""
        raw = f"{one.of_raw:.3f}" if one.of_raw else ""
        line = f"{one.page:<32}{one.way:<5}{rates}  {budget:<8} {verdict:<7} {raw:>5} {flat:>5}"
        self.stdout.write(line.rstrip())

    def tell(self, taken: dict[int, dict[str, list[float]]]) -> None:
        first = next(iter(taken.values()))
        width = max((len(name) for name in first), default=0)
        sizes = " ".join(f"{size:>9,}" for size in taken)
        self.stdout.write(f"{'median, ms':<{width}} {sizes}  ratio")
        for name in first:
            times = [median(one[name]) for one in taken.values()]
            told = " ".join(f"{time:>9.1f}" for time in times)
            self.stdout.write(f"{name:<{width}} {told} {times[-1] / times[0]:>6.2f}")
        self.stdout.write(
            _("A page with fewer rows is quicker: rare things do not fill one with %(few)s.")
            % {"few": min(taken)}
        )


def measure_all(times: dict[str, list[float]], repeat: int, only: str) -> None:
    """Measure every page some times, after a first time that does not count."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(seed_accounts()[1])
    for probe in probes():
        if only in probe.name:
            measure(client, probe)
            times[probe.name] += [measure(client, probe) for _time in range(repeat)]
