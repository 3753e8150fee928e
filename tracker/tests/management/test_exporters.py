"""Making files of long lists: once, whole or not at all, although workers die and disks fill."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from tracker.actions import export_bytes
from tracker.actions.statements import retire_statement
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ExportProblem, ExportState, RetireReason
from tracker.models import ExportFile
from tracker.queries.export_formats import FORMATS, Format
from tracker.rules.export_files import MOST_TRIES
from tracker.tests.cast import Cast
from tracker.tests.exported import asked, made, make_files, writing
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink
from tracker.tests.queries.crowds import crowd


@pytest.fixture(autouse=True)
def folder(upload_folder: Path) -> Path:
    return upload_folder / "exports"


def raising(error: BaseException) -> Any:
    def act() -> None:
        raise error

    return act


def test_file_is_made_once_and_kept_whole(cast: Cast, folder: Path) -> None:
    crowd(cast, 3)
    file = made()
    [path] = folder.iterdir()

    assert (file.state, file.rows, file.tries) == (ExportState.DONE, 3, 1)
    assert path.name == f"{file.token}-1.csv"
    assert path.stat().st_size == file.size
    assert path.stat().st_mode & 0o777 == 0o640
    make_files()
    assert [path.name for path in folder.iterdir()] == [f"{file.token}-1.csv"]


@pytest.mark.parametrize(
    "error, problem",
    [
        (OSError(errno.ENOSPC, "No space left on device"), ExportProblem.DISK_FULL),
        (OSError(errno.EIO, "Input/output error"), ExportProblem.BROKEN),
        (OverflowError(), ExportProblem.TOO_LARGE),
    ],
)
def test_of_a_file_that_cannot_be_written_nothing_is_kept(
    cast: Cast,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    problem: ExportProblem,
) -> None:
    crowd(cast, 3)
    writing(monkeypatch, raising(error))
    file = made()

    assert (file.state, file.problem, file.is_on_disk) == (ExportState.FAILED, problem, False)
    assert list(folder.iterdir()) == []


def test_full_disk_is_told_and_nothing_half_is_kept(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux's own full device in place of the file: what is written to it fails by itself."""
    crowd(cast, 300)
    folder.mkdir(parents=True)
    file = asked()
    (folder / f"{file.token}-1.csv").symlink_to("/dev/full")
    monkeypatch.setattr(export_bytes.os, "fchmod", lambda *_: None)
    make_files()
    file.refresh_from_db()

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.DISK_FULL)
    assert list(folder.iterdir()) == []


def test_file_larger_than_there_is_room_for_is_not_made(
    cast: Cast, folder: Path, settings: Settings
) -> None:
    crowd(cast, 3)
    settings.EXPORT_SPACE = 0
    file = made()

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.TOO_LARGE)
    assert list(folder.iterdir()) == []


def test_oldest_files_make_room_for_new_ones(
    cast: Cast, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EXPORT_SPACE = 1
    text = "x" * 600_000
    monkeypatch.setitem(FORMATS, "csv", Format("text/csv", lambda _chunks, _columns: iter([text])))
    files = [made(query=f"q={name}") for name in ("aa", "bb", "cc")]

    assert [ExportFile.objects.get(pk=one.pk).state for one in files] == ["ended", "ended", "done"]
    assert [path.name for path in folder.iterdir()] == [f"{files[2].token}-1.csv"]
    assert ExportFile.objects.get(pk=files[0].pk).query == ""


def test_file_that_fails_by_itself_is_begun_anew_and_then_given_up(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    writing(monkeypatch, raising(OperationalError("the connection is lost")))
    file = made()

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.BROKEN)
    assert file.tries == MOST_TRIES
    assert caplog.text.count("begun anew") == MOST_TRIES
    assert list(folder.iterdir()) == []


def test_list_that_is_gone_or_asks_for_what_is_not_there_makes_no_file(cast: Cast) -> None:
    crowd(cast, 3)
    waiting = asked(list="statement_signatories", arguments={"slug": cast.letter.slug})
    retire_statement(cast.letter, RetireReason.MISTAKE, by=cast.ben)
    files = [
        waiting,
        asked(query="statement=ferry-letter"),
        asked(list="secrets"),
        asked(list="statement_signatories"),
    ]
    make_files()
    rows = ExportFile.objects.filter(pk__in=[file.pk for file in files])

    assert set(rows.values_list("state", "problem")) == {("failed", "list-gone")}


def test_file_in_which_something_was_taken_out_meanwhile_is_made_once_more(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = crowd(cast, 3)
    writing(monkeypatch, lambda: withdraw_offer(offers.pop()) if len(offers) == 3 else None)
    file = made()

    assert (file.state, file.tries, file.taken_out) == (ExportState.DONE, 2, 1)
    assert [path.name for path in folder.iterdir()] == [f"{file.token}-2.csv"]


def test_file_in_which_something_is_taken_out_each_time_is_given_up(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = crowd(cast, MOST_TRIES)
    writing(monkeypatch, lambda: withdraw_offer(offers.pop()))
    file = made()

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.CHANGED)
    assert list(folder.iterdir()) == []


def test_expired_files_are_forgotten_by_the_tick(
    cast: Cast, folder: Path, settings: Settings, shell: Any
) -> None:
    crowd(cast, 3)
    old = made()
    with time_machine.travel(timezone.now() + timedelta(hours=settings.EXPORT_HOURS - 1)):
        new = made(query="q=mill")
    with time_machine.travel(timezone.now() + timedelta(hours=settings.EXPORT_HOURS, seconds=1)):
        shell("tick")
        assert "files of long lists forgotten: 1" in shell.out

    assert [one.pk for one in ExportFile.objects.all()] == [new.pk]
    assert [path.name for path in folder.iterdir()] == [f"{new.token}-1.csv"]
    assert old.pk != new.pk
