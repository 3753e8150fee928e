"""Zipped documents (.docx, .xlsx) opened only after a look at what they unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from tracker.readers.errors import ReadError, TooLarge

MOST_UNPACKED = 100 * 1024 * 1024
MOST_FILES = 5_000
TYPE_DEFINITIONS = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory says that it unpacks to an acceptable size.

    zipfile never reads more of a file than the directory states, so the sum is a bound. Raises
    TooLarge, or ReadError if the archive is damaged.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise damaged() from error
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TooLarge(
            _("This document unpacks to more than %(limit)s MB. It was not opened.")
            % {"limit": MOST_UNPACKED // (1024 * 1024)}
        )
    return archive


def require_no_type_definition(archive: zipfile.ZipFile) -> None:
    """Pass if no part defines XML entities of its own; they can make a small file grow without end.

    Office programs never write any. Raises ReadError.
    """
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            part = archive.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise damaged() from error
        if any(mark in part for mark in TYPE_DEFINITIONS):
            raise ReadError(_("This document defines XML types of its own. It was not opened."))


def damaged() -> ReadError:
    """What to raise for a document whose inside is not what its outside says."""
    return ReadError(_("This document is damaged. Open it in its own program and save it again."))
