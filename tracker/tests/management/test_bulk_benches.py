"""Imports and exports measured beside the database alone: nothing is left of them."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from pathlib import Path

import pytest

from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.management import bulk_benches
from tracker.management.bench_data import make_statement
from tracker.management.bulk_benches import (
    EXPORT,
    IMPORT,
    Bulk,
    measure_export,
    measure_import,
    more_memory,
)
from tracker.management.commands import bench
from tracker.models import Event, Signatory, Submission
from tracker.tests.management.conftest import Shell

pytestmark = pytest.mark.django_db


def test_an_import_is_measured_and_taken_back() -> None:
    make_statement(seed_accounts()[1])
    before = Event.objects.count(), Signatory.objects.count()
    put_in: list[dict[str, int]] = []

    def put(tables: list[bulk_benches.RawRows]) -> None:
        put_in.append({one.table: len(one.cells) for one in tables if one.cells})

    found = measure_import(30, 2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bulk_benches, "put_in_raw", put)
        measure_import(30, 1)

    assert (found.name, found.rows) == (IMPORT, 30)
    assert found.share == found.raw / found.ours > 0
    assert put_in[0]["tracker_signatory"] == put_in[0]["tracker_submission"] == 30
    assert (Event.objects.count(), Signatory.objects.count()) == before
    assert not Submission.objects.exists()


def test_an_export_is_measured_with_all_that_is_public() -> None:
    publisher = seed_accounts()[1]
    list(make_samples(make_statement(publisher), count=30, seed=1, by=publisher))

    found = measure_export(1)

    assert (found.name, found.rows) == (EXPORT, 30)
    assert found.ours > 0
    assert found.raw > 0


def test_more_memory_tells_what_was_needed_meanwhile() -> None:
    gc.collect()
    with more_memory() as more:
        needed = bytearray(200_000_000)
        for place in range(0, len(needed), 4096):
            needed[place] = 1
        assert len(needed)
        bulk_benches.Event().wait(0.1)
        del needed

    # Some of what other tests have left may still be freed meanwhile.
    assert 120 < more() < 240


def test_where_the_system_does_not_tell_no_memory_is_made_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bulk_benches, "MEMORY", tmp_path / "status")
    with more_memory() as more:
        pass
    assert more() == 0


@pytest.mark.parametrize(
    "raw, memory, is_met", [(0.3, 60.0, True), (0.29, 60.0, False), (0.3, 60.1, False)]
)
def test_what_is_slow_or_large_misses_its_budget(raw: float, memory: float, is_met: bool) -> None:
    assert Bulk(IMPORT, 1, 1.0, raw, memory, 0.3).is_met is is_met


def test_bench_tells_imports_and_exports(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "require_own_database", lambda: None)
    monkeypatch.setattr(bench, "database_of", lambda _rows: nullcontext())
    monkeypatch.setattr(
        bench, "measure_import", lambda rows, _rounds: Bulk(IMPORT, rows, 10.0, 2.0, 20.0, 0.3)
    )
    monkeypatch.setattr(bench, "measure_export", lambda _rounds: Bulk(EXPORT, 7, 1, 0.5, 1.0, 0.4))

    told = shell("bench", "--bulk", "--few", 10, "--rows", 20, "--quick").splitlines()

    assert told == [
        "import of a list        1,000    10.00 s     2.00 s  0.200  ≥ 0.3    20.0 MB  missed",
        "export as CSV               7     1.00 s     0.50 s  0.500  ≥ 0.4     1.0 MB",
        "export as CSV               7     1.00 s     0.50 s  0.500  ≥ 0.4     1.0 MB",
    ]
