"""Writing a file of a list into the storage of uploads, in constant memory and of one moment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone
from django.utils.translation import override

from tracker.models import ExportFile
from tracker.queries.data_packages import package_bytes
from tracker.queries.export_formats import FORMATS
from tracker.queries.exported_lists import ReadableList, readable_list
from tracker.queries.exports import Chunks
from tracker.queries.moments import one_moment
from tracker.queries.taken_out import TakenOut, taken_out_now
from tracker.rules.dumps import RECORD

# Called with the number of rows so far; what it raises ends the writing.
Passing = Callable[[int], None]


class TooLarge(Exception):
    """The file would be larger than EXPORT_SPACE, or than its kind of file can be."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a file tells, and of which moment."""

    rows: int
    size: int
    sha256: str
    as_of: datetime
    taken_out: TakenOut


def write_export(file: ExportFile, passing: Passing) -> Written:
    """Write the rows as they are at this moment; of what fails nothing is kept.

    Raises NoSuchList, TooLarge, OSError if the disk is full or the storage fails, and what
    `passing` raises.
    """
    with override(file.language), one_moment():
        as_of, taken_out = timezone.now(), taken_out_now()
        counted = _Counted(passing)
        pieces = _pieces(file, counted, as_of)
        with new_file(file.stored_name) as out:
            size, digest = _write(pieces, out)
    return Written(counted.rows, size, digest, as_of, taken_out)


class _Counted:
    """How many rows have passed so far."""

    def __init__(self, passing: Passing) -> None:
        self.passing, self.rows = passing, 0

    def note(self, rows: int) -> None:
        """So many have passed in all."""
        self.rows = rows
        self.passing(rows)

    def chunks(self, found: ReadableList) -> Chunks:
        """The rows of a list, counted as they pass."""
        for chunk in found.chunks():
            self.note(self.rows + len(chunk))
            yield chunk


def _pieces(file: ExportFile, counted: _Counted, as_of: datetime) -> Iterator[bytes]:
    """The whole record or one list as it is at this moment."""
    if file.list == RECORD:
        return package_bytes(as_of, counted.note)
    found = readable_list(file.list, file.arguments, file.query, timezone.localdate(as_of))
    return FORMATS[file.format].pieces(counted.chunks(found), found.columns)


def _write(pieces: Iterator[bytes], out: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of what was written."""
    size, digest, most = 0, sha256(), settings.EXPORT_SPACE * 1_000_000
    try:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise TooLarge(size)
            digest.update(piece)
            out.write(piece)
    except OverflowError as error:  # of a workbook
        raise TooLarge(size) from error
    return size, digest.hexdigest()


@contextmanager
def new_file(name: str) -> Iterator[IO[bytes]]:
    """A file to write, which the storage keeps under this name once it is whole."""
    if not isinstance(default_storage, FileSystemStorage):
        with tempfile.TemporaryFile() as scratch:
            yield scratch
            scratch.seek(0)
            default_storage.save(name, File(scratch))
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("wb") as file:
            os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
