"""The copies of the record that lie in BACKUP_FOLDER, and when each must be gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from tracker.rules.erasures import Backup, backups_before


def backups_with(erased_at: datetime, now: datetime) -> list[Backup]:
    """The files that were written before an erasure and so may hold what was erased."""
    return backups_before(_files(), erased_at, now, settings.BACKUP_DAYS)


def _files() -> Iterator[tuple[str, datetime]]:
    folder = Path(settings.BACKUP_FOLDER)
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            yield str(path.relative_to(folder)), written
