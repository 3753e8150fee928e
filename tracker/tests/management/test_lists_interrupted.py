"""Imports of lists cut off for real, by a full disk and by SIGKILL: nothing is doubled."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Sum

from tracker.actions.tallies import fold_events
from tracker.management import long_lists
from tracker.management.commands import read_signatories
from tracker.models import Event, Signatory, Submission, Tally
from tracker.readers.kinds import MAX_BYTES
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell
from tracker.tests.processes import MANAGE, PATIENCE, Shared, wait_for
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 3000
FEW_PAGES = 150
WORDS = ("--statement", "rivers-declaration", "--offered", "2022", "--by", "anna")


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> Cast:
    """Who and what there is, where everybody sees what is committed."""
    cast = Cast()
    assert [cast.anna.pk, cast.ben.pk, cast.declaration.pk]
    return cast


def list_of(folder: Path, rows: int, padding: int = 0) -> Path:
    path = folder / "list.csv"
    lines = (f"Weir {number:05d},Chile,{'x' * padding}\n" for number in range(rows))
    path.write_text("name,country,padding\n" + "".join(lines))
    return path


def require_each_once(rows: int) -> None:
    """Every signatory, submission and event of the list is there exactly once."""
    names = [f"Weir {number:05d}" for number in range(rows)]
    listed = Submission.objects.filter(signed_name__startswith="Weir")
    assert sorted(listed.values_list("signed_name", flat=True)) == names
    assert Signatory.objects.filter(name__startswith="Weir").count() == rows
    for kind, number in (("submission-recorded", rows), ("submission-released", rows)):
        told = Event.objects.filter(kind=kind, submission__in=listed)
        assert told.count() == number
    fold_events(wait=True)
    assert Tally.objects.aggregate(all=Sum("amount"))["all"] == rows


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite's own limit of pages, so that it says itself that the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what the tests before left is room as well
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + FEW_PAGES}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can be told how much fits")
def test_long_list_that_fills_the_disk_goes_on_once_there_is_room(
    shell: Shell, cast: Cast, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "var")
    monkeypatch.setattr(read_signatories, "MAX_BYTES", 0)
    monkeypatch.setattr(long_lists, "PART", 20)
    file = list_of(tmp_path, 400)
    with full_disk(), pytest.raises(CommandError, match="database or disk is full") as told:
        shell("read_signatories", file, *WORDS, "--release-by", "ben")
    done = Submission.objects.filter(signed_name__startswith="Weir").count()

    assert 0 < done < 400
    assert f"So far {done} of 400 signatories are recorded" in str(told.value)
    assert not Submission.objects.public().exists()
    assert shell("read_signatories", file, *WORDS, "--release-by", "ben", *source())
    require_each_once(400)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can be told how much fits")
def test_list_of_one_transaction_that_fills_the_disk_leaves_nothing(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    file = list_of(tmp_path, 400)
    with full_disk(), pytest.raises(CommandError, match=r"Nothing was recorded. .*disk is full"):
        shell("read_signatories", file, *WORDS)

    assert not Signatory.objects.filter(name__startswith="Weir").exists()
    assert not Event.objects.filter(kind="submission-recorded").exists()


def test_long_list_goes_on_after_its_process_was_killed(
    shared: Shared, cast: Cast, tmp_path: Path
) -> None:
    shared.lend()
    file = list_of(tmp_path, ROWS, padding=MAX_BYTES // ROWS)
    command = [*MANAGE, "read_signatories", str(file), *WORDS, "--release-by", "ben", *source()]
    killed = subprocess.Popen(
        command, env=shared.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    shared.workers.append(killed)
    wait_for(lambda: recorded(shared) > 0)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = recorded(shared)
    assert 0 < done < ROWS

    again = subprocess.run(
        command,
        env=shared.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    shared.take_back()
    assert f"{ROWS - done} submissions recorded, of {ROWS - done} new signatories" in again.stdout
    assert f"{done} were there already" in again.stdout
    require_each_once(ROWS)


def recorded(shared: Shared) -> int:
    [(number,)] = shared.ask("SELECT count(*) FROM tracker_submission")
    return int(number)


def source() -> tuple[str, ...]:
    """The issuer's own list, so that it may be released."""
    return ("--listed-on", "2022-04-01", "--source-url", "https://a.example")
