"""Measuring pages: every address that is measured exists, and the table tells each."""

from contextlib import nullcontext

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from tracker.actions.log import sequence_events
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.management.benches import Probe, measure, probes
from tracker.management.commands import bench
from tracker.management.commands.bench import make_statement
from tracker.models import Submission
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
        "bench", "--few", 40, "--many", 60, "--repeat", 1, "--only", "name, no match"
    ).splitlines()

    assert Submission.objects.count() == 60
    assert lines[0].split() == ["median,", "ms", "40", "60", "ratio"]
    told = {name: times for name, *times in (line.rsplit(None, 3) for line in lines[1:-1])}
    assert list(told) == ["submissions, name, no match", "desk, submissions, name, no match"]
    for few, many, ratio in told.values():
        assert float(ratio) == pytest.approx(float(many) / float(few), rel=0.1)


def test_bench_leaves_other_databases_alone(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")

    with pytest.raises(CommandError) as error:
        shell("bench")
    assert str(error.value) == "This measures SQLite files of its own. Run: sh script/bench"
