"""What kind of file some bytes are, by their signature; the name only helps where there is none."""

from __future__ import annotations

import re
from typing import Literal

from django.utils.translation import gettext as _

from tracker.readers.archives import open_archive
from tracker.readers.errors import NotText, ReadError, TooLarge

Kind = Literal["txt", "md", "html", "docx", "pdf", "csv", "xlsx"]

MAX_BYTES = 10 * 1024 * 1024
SNIFFED = 2048

HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
NAMED_KINDS: dict[str, Kind] = {
    "md": "md", "markdown": "md", "htm": "html", "html": "html", "xhtml": "html",
    "csv": "csv", "tsv": "csv",
}  # fmt: skip
OTHER_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "Word 97 (.doc), Excel 97 (.xls)"),
    (b"{\\rtf", "Rich Text Format (.rtf)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "Windows"),
    (b"SQLite format 3", "SQLite"),
)


def require_size(data: bytes) -> None:
    """Pass if there is something to read, and not too much; else raise ReadError or TooLarge."""
    if len(data) > MAX_BYTES:
        raise TooLarge(
            _("This file has %(size)s MB; the site reads up to %(limit)s MB.")
            % {"size": -(-len(data) // (1024 * 1024)), "limit": MAX_BYTES // (1024 * 1024)}
        )
    if not data.strip(b" \t\r\n\0"):
        raise ReadError(_("This file is empty."))


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file's bytes. Raises NotText, with the format's name where it is known."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    for signature, label in OTHER_SIGNATURES:
        if data.startswith(signature):
            raise _unreadable(label)
    if HTML_START.match(data[:SNIFFED].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return NAMED_KINDS.get(name.rpartition(".")[2].lower(), "txt")


def _kind_of_archive(data: bytes) -> Kind:
    names = set(open_archive(data).namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise _unreadable("OpenDocument, EPUB" if "META-INF/manifest.xml" in names else "ZIP")


def _unreadable(label: str) -> NotText:
    return NotText(
        _(
            "This file's own signature says: %(format)s. The site reads .txt, .md, .html, .docx "
            "and .pdf as texts, .csv and .xlsx as lists. Save it as one of these."
        )
        % {"format": label}
    )
