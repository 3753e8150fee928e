"""Listing erasures and copies from the shell."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tracker.tests.cast import Cast
from tracker.tests.erasures import by_editor, own_offer
from tracker.tests.erasures import folders as folders
from tracker.tests.erasures import noon as noon
from tracker.tests.outbox import NOON

pytestmark = pytest.mark.usefixtures("noon", "folders")


@pytest.fixture(autouse=True)
def backups(settings: Settings, tmp_path: Path) -> Path:
    folder: Path = tmp_path / "backups"
    settings.BACKUP_FOLDER = folder
    folder.mkdir()
    return folder


def backup(folder: Path, name: str, *, days: int) -> None:
    (folder / name).write_bytes(b"copy")
    made = (NOON - timedelta(days=days)).timestamp()
    os.utime(folder / name, (made, made))


def test_erasures_lists_until_when_copies_may_be_kept(
    cast: Cast, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(backups, "a.sqlite3", days=1)
    erasure = by_editor(cast, own_offer(cast))

    call_command("erasures")

    assert capsys.readouterr().out == (
        "A submission, Objection to the processing of personal data "
        f"({erasure.pk}), erased on 2026-05-04, finished\n"
        "  a.sqlite3: gone by 2026-06-02\n"
    )


def test_erasures_ends_with_an_error_for_a_copy_that_is_too_old(
    cast: Cast, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(backups, "a.sqlite3", days=31)
    by_editor(cast, own_offer(cast))

    with pytest.raises(SystemExit) as ended:
        call_command("erasures")

    assert ended.value.code == 1
    assert "  a.sqlite3: REMOVE, was to be gone by 2026-05-03\n" in capsys.readouterr().out
