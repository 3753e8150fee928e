"""Measuring pages: every address that is measured exists, and the table tells each."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from tracker.actions.log import sequence_events
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.management.bench_data import make_statement
from tracker.management.bench_figures import MADE, Figure, read_figures
from tracker.management.benches import Probe, measure, probes
from tracker.management.commands import bench
from tracker.management.http_benches import Effort
from tracker.management.http_pages import Page
from tracker.models import Submission, User
from tracker.tests.management.conftest import Shell

pytestmark = pytest.mark.django_db


def test_probes_are_addresses_that_answer() -> None:
    publisher = seed_accounts()[1]
    list(make_samples(make_statement(publisher), count=120, seed=1, by=publisher))
    sequence_events()
    client = Client()
    client.force_login(publisher)

    taken = {probe.name: measure(client, probe) for probe in probes()}

    assert len(taken) == len(probes())
    assert all(milliseconds > 0 for milliseconds in taken.values())


def test_measure_refuses_to_time_a_refusal() -> None:
    with pytest.raises(RuntimeError, match=r"^/statements/gone/: 404$"):
        measure(Client(), Probe("gone", "/statements/gone/"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="measures SQLite files")
def test_bench_tells_a_ratio_for_each(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "database_of", lambda _rows: nullcontext())

    lines = shell(
        "bench", "--few", 40, "--rows", 60, 50, "--quick", "--only", "name, no match"
    ).splitlines()

    assert Submission.objects.count() == 60
    assert lines[0].split() == ["median,", "ms", "40", "50", "60", "ratio"]
    told = {name: times for name, *times in (line.rsplit(None, 4) for line in lines[1:-1])}
    assert list(told) == ["submissions, name, no match", "desk, submissions, name, no match"]
    for few, _some, many, ratio in told.values():
        assert float(ratio) == pytest.approx(float(many) / float(few), rel=0.1)


def test_bench_makes_data_and_measures_nothing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "require_own_database", lambda: None)
    monkeypatch.setattr(bench, "database_of", lambda _rows: nullcontext())

    assert shell("bench", "--few", 10, "--rows", 20, "--build") == ""
    assert Submission.objects.count() == 20


def test_bench_leaves_other_databases_alone(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setitem(connection.settings_dict, "NAME", "undersigned")

    with pytest.raises(CommandError) as error:
        shell("bench")
    told = "This fills databases with made-up rows: give it one with “bench” in its name."
    assert str(error.value) == told


def test_bench_over_http_tells_rates_shares_and_what_missed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bench, "require_own_database", lambda: None)
    monkeypatch.setattr(bench, "database_of", lambda _rows: nullcontext())
    driven = []

    def measured(
        chosen: list[Page], editor: User, *, rows: int, effort: Effort
    ) -> Iterator[Figure]:
        driven.append(([page.name for page in chosen], editor.username, rows, effort))
        yield Figure(rows, "empty view", MADE, 2000.0, 1.0, 0.5)
        for page in chosen:
            yield Figure(
                rows, page.name, MADE, 3000 / rows, 1.5 / rows, 20.0, page.budget, 51, 0.01
            )

    monkeypatch.setattr(bench, "measure_pages", measured)
    file = tmp_path / "figures.json"
    told = shell(
        "bench", "--http", "--quick", "--few", 40, "--rows", 60, "--only", "deepest",
        "--json", file,
    )  # fmt: skip

    names = ["who signed, deepest page", "status board, deepest page"]
    assert driven == [
        (names, "seed-publisher", 40, bench.QUICK),
        (names, "seed-publisher", 60, bench.QUICK),
    ]
    assert [line.split() for line in told.splitlines()[4:]] == [
        ["60", "submissions"],
        ["empty", "view", "made", "2000.0/s", "0.50", "ms", "1.000", "1.00"],
        *(
            f"{name} made 50.0/s 20.00 ms 0.025 ≥ {least} missed 0.010 0.67".split()
            for name, least in zip(names, ["0.080", "0.070"], strict=True)
        ),
    ]
    surroundings, figures = read_figures(file)
    assert [(one.rows, one.page, one.share) for one in figures[3:]] == [
        (60, "empty view", 1.0),
        (60, "who signed, deepest page", 0.025),
        (60, "status board, deepest page", 0.025),
    ]
    assert surroundings["processors"]
