"""The command that writes the whole record, and the tick that asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from pytest_django import Settings

from tracker.choices import ExportState
from tracker.models import ExportFile
from tracker.tests.cast import Cast


@pytest.fixture(autouse=True)
def folder(upload_folder: Path, settings: Settings) -> Path:
    settings.DUMPS_KEPT = 7
    return upload_folder / "exports"


def test_record_is_written_at_once(cast: Cast, shell: Any, folder: Path) -> None:
    cast.offered()
    shell("write_dump")
    file = ExportFile.objects.get()

    assert file.state == ExportState.DONE
    assert f"{file.stored_name}: {file.rows} rows, {file.size} bytes" in shell.out
    assert f"SHA-256 {file.sha256}" in shell.out
    assert len(list(folder.iterdir())) == 1


def test_record_is_not_written_where_none_is_kept(
    cast: Cast, shell: Any, settings: Settings
) -> None:
    settings.DUMPS_KEPT = 0

    with pytest.raises(CommandError, match="DUMPS_KEPT is 0"):
        shell("write_dump")


def test_command_says_why_nothing_was_written(cast: Cast, shell: Any, settings: Settings) -> None:
    cast.offered()
    settings.EXPORT_SPACE = 0

    with pytest.raises(CommandError, match="larger than this site makes files"):
        shell("write_dump")


def test_tick_asks_for_the_record(cast: Cast, shell: Any) -> None:
    shell("tick")

    assert "files of the whole record asked for: 1" in shell.out
    assert ExportFile.objects.get().list == "dumps"
    shell("tick")
    assert ExportFile.objects.count() == 1
