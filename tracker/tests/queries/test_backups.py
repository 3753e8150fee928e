"""Copies of the record in BACKUP_FOLDER that may hold what was erased."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_django import Settings

from tracker.queries.backups import backups_with

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_backups_are_listed_from_all_folders_below(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_FOLDER, settings.BACKUP_DAYS = tmp_path, 7
    for name, days in (("week/old.sqlite3", 8), ("new.sqlite3", 1), ("after.sqlite3", -1)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"copy")
        made = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (made, made))

    told = [(one.name, one.is_over) for one in backups_with(NOW, NOW)]

    assert told == [("week/old.sqlite3", True), ("new.sqlite3", False)]


def test_backups_are_none_without_a_folder(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_FOLDER = tmp_path / "none"

    assert backups_with(NOW, NOW) == []
