"""Workers that stop, die, or are taken for dead in the middle of a file: it is made once."""

from __future__ import annotations

import errno
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import Error
from django.utils import timezone

from tracker.actions.export_files import claim_export, note_progress
from tracker.choices import ExportState
from tracker.management import exporters
from tracker.management.exporters import Beat, Exporter, Interrupted
from tracker.models import ExportFile
from tracker.rules.export_files import LEASE
from tracker.tests.cast import Cast
from tracker.tests.exported import asked, make_files, writing
from tracker.tests.processes import PATIENCE, Shared, wait_for
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink
from tracker.tests.queries.crowds import crowd


@pytest.fixture(autouse=True)
def folder(upload_folder: Path) -> Path:
    return upload_folder / "exports"


def test_worker_that_is_to_stop_leaves_the_file_to_the_next(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 3)
    file, stopping = asked(), threading.Event()
    writing(monkeypatch, stopping.set)
    Exporter(stopping).round()
    file.refresh_from_db()
    assert (file.state, file.tries, list(folder.iterdir())) == (ExportState.WAITING, 0, [])

    monkeypatch.undo()
    make_files()
    file.refresh_from_db()
    assert file.state == ExportState.DONE


def test_file_of_a_dead_worker_is_begun_anew_once_its_time_is_over(
    cast: Cast, folder: Path
) -> None:
    crowd(cast, 3)
    file = asked()
    dead = claim_export("dead")
    assert dead is not None
    folder.mkdir(parents=True)
    (folder / f"{file.token}-1.csv").write_text("half a fi")
    make_files()
    file.refresh_from_db()
    assert (file.state, file.claimed_by) == (ExportState.MAKING, "dead")

    with time_machine.travel(timezone.now() + LEASE):
        make_files()
        assert not note_progress(dead, 5)
    file.refresh_from_db()
    assert (file.state, file.tries, file.rows) == (ExportState.DONE, 2, 3)
    assert [path.name for path in folder.iterdir()] == [f"{file.token}-2.csv"]


@pytest.mark.parametrize("error", [None, OSError(errno.EIO, "x"), RuntimeError(), Interrupted()])
def test_worker_that_was_taken_for_dead_changes_nothing(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    file = asked()
    write = exporters.write_export

    def slowly(late: ExportFile, passing: Any) -> Any:
        written = write(late, passing)
        with time_machine.travel(timezone.now() + LEASE):
            assert claim_export("other") is not None
        if error:
            raise error
        return written

    monkeypatch.setattr(exporters, "write_export", slowly)
    late = claim_export("late")
    assert late is not None
    Exporter(threading.Event()).make(late)
    file.refresh_from_db()

    assert (file.state, file.claimed_by, file.tries) == (ExportState.MAKING, "other", 2)
    assert list(folder.iterdir()) == []


def test_beat_notes_progress_and_sees_that_a_file_was_taken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    answers: list[Any] = [True, Error("gone"), False]
    passed = threading.Event()
    monkeypatch.setattr(exporters, "BEAT_SECONDS", 0.001)

    def note(_file: ExportFile, rows: int) -> bool:
        assert passed.wait(PATIENCE)
        told.append(rows)
        answer = answers.pop(0) if answers else False
        if isinstance(answer, Error):
            raise answer
        return bool(answer)

    monkeypatch.setattr(exporters, "note_progress", note)
    with Beat(asked(), threading.Event()) as beat:
        beat.passing(7)
        passed.set()
        wait_for(lambda: beat.is_lost)
        with pytest.raises(Interrupted):
            beat.passing(8)

    assert told[-1] == 7


def test_exporter_goes_on_after_an_error_and_ends_when_told(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    exporter = Exporter(threading.Event())
    monkeypatch.setattr(exporters, "EVERY_SECONDS", 0.001)
    monkeypatch.setattr(exporters, "connection", type("Own", (), {"close": staticmethod(int)}))
    monkeypatch.setattr(exporters, "close_old_connections", int)
    rounds = iter([RuntimeError("odd"), None])

    def one_round() -> None:
        error = next(rounds)
        if error:
            raise error
        exporter.stopping.set()

    monkeypatch.setattr(exporter, "round", one_round)
    exporter.run()

    assert caplog.text.count("files of lists wait after an error") == 1


@pytest.mark.django_db(transaction=True)
def test_file_of_a_killed_worker_is_made_by_another(shared: Shared, tmp_path: Path) -> None:
    crowd(Cast(), 3)
    file = asked()
    shared.lend()
    files = tmp_path / "uploads" / "exports"
    files.mkdir(parents=True)
    # Where nobody reads at the other end, whoever opens it to write waits.
    os.mkfifo(files / f"{file.token}-1.csv")
    killed = shared.start()
    wait_for(lambda: shared.ask("SELECT state FROM tracker_exportfile") == [("making",)])
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    past = "UPDATE tracker_exportfile SET claimed_until = asked_at RETURNING tries"
    assert shared.ask(past) == [(1,)]
    other = shared.start()
    wait_for(lambda: shared.ask("SELECT state FROM tracker_exportfile") == [("done",)])
    other.send_signal(signal.SIGTERM)

    assert other.wait(30) == 0
    assert shared.ask("SELECT tries, rows FROM tracker_exportfile") == [(2, 3)]
    assert [path.name for path in files.iterdir()] == [f"{file.token}-2.csv"]
    assert len((files / f"{file.token}-2.csv").read_text().splitlines()) == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_file_once(shared: Shared, tmp_path: Path) -> None:
    crowd(Cast(), 3)
    files = [asked(query=f"offered_from=2022-01-{day:02d}") for day in range(1, 13)]
    shared.lend()
    workers = [shared.start(), shared.start()]
    states = "SELECT state, count(*), min(tries), max(tries) FROM tracker_exportfile GROUP BY state"
    wait_for(lambda: shared.ask(states) == [("done", len(files), 1, 1)])
    for worker in workers:
        worker.send_signal(signal.SIGTERM)

    assert [worker.wait(30) for worker in workers] == [0, 0]
    kept = {path.name for path in (tmp_path / "uploads" / "exports").iterdir()}
    assert kept == {f"{file.token}-1.csv" for file in files}
