"""The copies of the record: those in BACKUP_FOLDER, and files of it made for readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from tracker.models import ExportFile
from tracker.rules.erasures import Backup, backups_before


def backups_with(erased_at: datetime, now: datetime) -> list[Backup]:
    """The files that were written before an erasure and so may hold what was erased."""
    return backups_before(_files(), erased_at, now, settings.BACKUP_DAYS)


def files_with(erased_at: datetime) -> list[ExportFile]:
    """The files for readers that still lie there and may hold what was erased, the oldest first.

    Nobody gets one any more; a worker removes them within seconds.
    """
    made = ExportFile.objects.filter(is_on_disk=True, as_of__lte=erased_at)
    return list(made.order_by("pk"))


def _files() -> Iterator[tuple[str, datetime]]:
    folder = Path(settings.BACKUP_FOLDER)
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            yield str(path.relative_to(folder)), written
