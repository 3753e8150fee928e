"""Which files may be kept as evidence, told from their first bytes and never from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.rules.refusals import Refused

MAX_BYTES = 10_000_000
MAX_ENCLOSED = 5_000_000  # with a message of somebody without an account
LONGEST_NAME = 100
HEADER_LINE = re.compile(
    rb"^(from|to|date|subject|received|return-path|message-id|mime-version):", re.I
)


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that is kept: its media type and the ending its name gets."""

    media_type: str
    ending: str


PDF = FileType("application/pdf", ".pdf")
PNG = FileType("image/png", ".png")
JPEG = FileType("image/jpeg", ".jpg")
MAIL = FileType("message/rfc822", ".eml")
TEXT = FileType("text/plain", ".txt")

SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))


def file_type(data: bytes) -> FileType | None:
    """The type of these bytes; None for anything not kept (no HTML, no SVG, no archives)."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if not _is_text(data):
        return None
    return MAIL if HEADER_LINE.match(data) else TEXT


def kept_type(data: bytes, most: int = MAX_BYTES) -> FileType:
    """The type of a file that is to be kept; Refused for another one, and for over `most` bytes."""
    if len(data) > most:
        raise Refused(
            _("The file is larger than %(most)s MB. Nothing was kept of it.")
            % {"most": most // 1_000_000},
            field="file",
        )
    kind = file_type(data)
    if kind is None:
        raise Refused(
            _("This is not a PDF, PNG, JPEG, e-mail or kept text file. Nothing was kept of it."),
            field="file",
        )
    return kind


def safe_file_name(name: str, kind: FileType) -> str:
    """A name fit for a download: letters, digits, dots and dashes, and the type's ending."""
    stem = re.sub(r"[^\w.-]+", "-", name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]).strip("-.")
    stem = stem.removesuffix(kind.ending)[:LONGEST_NAME].strip("-.")
    return f"{stem or 'source'}{kind.ending}"


def _is_text(data: bytes) -> bool:
    if not data or b"\x00" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return data.lstrip()[:1] != b"<"
