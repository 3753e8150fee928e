"""What script/bench --bulk measures: imports and exports, beside what the database takes alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import AutoField, Max, Model, QuerySet
from django.utils import timezone

from tracker.actions.raw_rows import put_in_raw
from tracker.actions.seeds import seed_accounts
from tracker.management.benches import STATEMENT
from tracker.models import Submission
from tracker.queries.exports import csv_text
from tracker.queries.raw_reads import newer_rows, raw_csv
from tracker.queries.submission_exports import submission_export

MEMORY = Path("/proc/self/status")
IMPORT, EXPORT = "import of a list", "export as CSV"
MOST_MEMORY = 60  # megabytes more than idle
# What a row of the export is made of, as far as it is in the tables as it is.
EXPORTED = (
    "reference", "statement__title", "statement__slug", "revision__number", "signatory__name",
    "signatory__slug", "visibility", "erased_at", "signed_kind", "signed_country",
    "signed_country_words", "direction", "channel", "offered", "offered_earliest",
    "offered_latest", "offered_words", "status", "awaiting", "waiting_since", "acknowledge_by",
    "decide_by", "decided_on", "published_on", "listed_on", "known_until", "is_contested",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bulk:
    """Seconds that the site and the database alone took, and megabytes more than idle: medians.

    `budget` is the least share of the rate of the database alone.
    """

    name: str
    rows: int
    ours: float
    raw: float
    memory: float
    budget: float

    @property
    def share(self) -> float:
        """Of the rate of the database alone."""
        return self.raw / self.ours

    @property
    def is_met(self) -> bool:
        return self.share >= self.budget and self.memory <= MOST_MEMORY


def measure_import(rows: int, rounds: int) -> Bulk:
    """A list of so many new signatories, against the same rows in all tables put in by the driver.

    Both are taken back, so that the next round meets the same database; what is counted and logged
    after the end of a transaction is in neither.
    """
    ours, raw, memory = [], [], []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        _write_list(file, rows)
        for _round in range(rounds):
            with _taken_back():
                before = {model: _newest(model) for model in _tables()}
                with more_memory() as more:
                    ours.append(_seconds(lambda: _read_in(file)))
                memory.append(more())
                tables = [newer_rows(model, number) for model, number in before.items()]
            with _taken_back():
                raw.append(_seconds(partial(put_in_raw, tables)))
    return Bulk(IMPORT, rows, median(ours), median(raw), median(memory), 0.3)


def measure_export(rounds: int) -> Bulk:
    """All public submissions as CSV, against the same columns by the driver."""
    found = Submission.objects.visible_to(None).order_by("-offered_latest", "-pk")
    ours, raw, memory = [], [], []
    for _round in range(rounds):
        with more_memory() as more:
            ours.append(_seconds(lambda: _export(found)))
        memory.append(more())
        raw.append(_seconds(lambda: raw_csv(found.values_list(*EXPORTED))))
    budget = {"sqlite": 0.4, "postgresql": 0.3}[connection.vendor]
    return Bulk(EXPORT, found.count(), median(ours), median(raw), median(memory), budget)


@contextmanager
def more_memory() -> Iterator[Callable[[], float]]:
    """Yields what tells afterwards how many more megabytes this process needed than before.

    Anonymous memory as Linux tells it, looked at a hundred times a second; 0 elsewhere.
    """
    idle = most = _anonymous()
    is_over = Event()

    def look() -> None:
        nonlocal most
        while not is_over.wait(0.01):
            most = max(most, _anonymous())

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield lambda: most - idle
    finally:
        is_over.set()
        looking.join()


def _anonymous() -> float:
    found = re.search(r"RssAnon:\s+(\d+) kB", MEMORY.read_text() if MEMORY.exists() else "")
    return int(found[1]) / 1024 if found else 0.0


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _write_list(file: Path, rows: int) -> None:
    with file.open("w", newline="") as opened:
        written = csv.writer(opened)
        written.writerow(["name", "kind", "country"])
        written.writerows(
            [f"Imported Assembly of {number:x} and {number * 7919:x}", "organisation", "BR"]
            for number in range(rows)
        )


def _read_in(file: Path) -> None:
    by = seed_accounts()[0].username
    call_command(
        "read_signatories", file, statement=STATEMENT, offered="2026-01", by=by, stdout=StringIO()
    )


def _export(found: QuerySet[Submission]) -> None:
    export = submission_export(timezone.localdate())
    for piece in csv_text(export.chunks(found), export.columns):
        piece.encode()


def _tables() -> list[type[Model]]:
    """All whose rows are numbered by the database, with those of relations."""
    models = apps.get_app_config("tracker").get_models(include_auto_created=True)
    return [model for model in models if isinstance(model._meta.pk, AutoField)]


def _newest(model: type[Model]) -> int:
    newest: int | None = model._default_manager.aggregate(newest=Max("pk"))["newest"]
    return newest or 0
