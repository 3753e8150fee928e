"""A file's bytes as plain text, whatever its kind: the way in for every text that is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.readers.documents import document_text
from tracker.readers.drafts import Link
from tracker.readers.encodings import decode
from tracker.readers.errors import NotText, ReadError
from tracker.readers.kinds import Kind, kind_of, require_size
from tracker.readers.main_texts import main_lines
from tracker.readers.pdfs import pdf_text
from tracker.readers.webpages import PageText, page_text

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
HEAD = 4096
TABLES = frozenset(("csv", "xlsx"))


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as text. `encoding` is empty for kinds that hold their own (docx, pdf).

    `title` is what a web page calls itself; `links` are those that stand behind words; `notes` say
    in words what was not read. `main` suggests first and last line of the article on a web page:
    the text itself always holds the whole page.
    """

    text: str
    kind: Kind
    encoding: str = ""
    title: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    main: tuple[int, int] | None = None


def read_file(data: bytes, name: str) -> FileText:
    """The whole text of a .txt, .md, .html, .docx or .pdf file, told apart by its bytes.

    Raises TooLarge above 10 MB (or when it unpacks to too much), NotText for other kinds of file,
    UnknownEncoding where it is not evident how letters are stored, and ReadError for a damaged,
    locked or empty file. The messages say what to do.
    """
    require_size(data)
    kind = kind_of(data, name)
    if kind in TABLES:
        raise NotText(
            _("This file is a table. Import it as a list of signatories, or save it as a text.")
        )
    if kind == "docx":
        return _with_text(document_text(data), kind)
    if kind == "pdf":
        return _with_text(pdf_text(data), kind)
    text, encoding = decode(data, _declared(data) if kind == "html" else "")
    if kind == "html":
        page = page_text(text)
        return _with_text(page, kind, encoding, main_lines(text, page.text))
    return _with_text(PageText(text), kind, encoding)


def _declared(data: bytes) -> str:
    match = META_CHARSET.search(data[:HEAD])
    return match[1].decode("ascii", "ignore") if match else ""


def _with_text(
    page: PageText, kind: Kind, encoding: str = "", main: tuple[int, int] | None = None
) -> FileText:
    if not page.text.strip():
        raise ReadError(
            _("There is no text in this file. If it is a scan, it needs text recognition first.")
        )
    return FileText(page.text, kind, encoding, page.title, page.links, page.notes, main)
