"""Keeping the bytes of what came from outside: on the disk before the database knows of them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from tracker.proof.wordings import file_sha256

FOLDER = "incoming"


def keep_file(data: bytes, ending: str, folder: str = FOLDER) -> str:
    """Write bytes under a name made of their SHA-256; returns it, relative to MEDIA_ROOT.

    When this returns, they survive a power cut. The same bytes are kept once. Raises OSError if
    the disk is full or cannot be written.
    """
    sha256 = file_sha256(data)
    name = f"{folder}/{sha256[:2]}/{sha256}{ending}"
    path = Path(settings.MEDIA_ROOT, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under its own name a file is always whole: it gets it only once everything is on the disk.
    if not path.exists():
        _write(path, data)
    return name


def forget_file(name: str) -> None:
    """Remove a kept file that no row names."""
    Path(settings.MEDIA_ROOT, name).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    handle, scratch = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
