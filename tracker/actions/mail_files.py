"""Keeping the bytes of what came from outside: safe before the database knows of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from tracker.proof.wordings import file_sha256

FOLDER = "incoming"


def keep_file(data: bytes, ending: str, folder: str = FOLDER) -> str:
    """Keep bytes under a name made of their SHA-256, and return it as the storage knows it.

    When this returns, they survive a power cut. The same bytes are kept once; in a bucket, another
    time under another name if two bring them at the same moment. Raises OSError if the disk is
    full, or the storage cannot be written.
    """
    sha256 = file_sha256(data)
    name = f"{folder}/{sha256[:2]}/{sha256}{ending}"
    with _one_error():
        # Under its own name a file is always whole: it gets it only once everything is kept.
        if default_storage.exists(name):
            return name
        if not isinstance(default_storage, FileSystemStorage):
            return str(default_storage.save(name, ContentFile(data)))
        _write(Path(default_storage.path(name)), data)
    return name


def forget_file(name: str) -> None:
    """Remove a kept file that no row names. Raises OSError if the storage cannot be written."""
    with _one_error():
        default_storage.delete(name)


@contextmanager
def _one_error() -> Iterator[None]:
    """Raise OSError for whatever the client of a storage raises: each has errors of its own."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"The storage of uploads failed: {error}") from error


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
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
