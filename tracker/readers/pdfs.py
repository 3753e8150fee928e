"""PDF files as lines of text: printed lines are put together again into paragraphs."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.readers.blocks import PAGE_NUMBER
from tracker.readers.errors import ReadError, TooLarge
from tracker.readers.pdf_paragraphs import PrintedLine, paragraphs
from tracker.readers.webpages import PageText

# Their remarks on fonts are for nobody here, and would stand in a command's output.
for library in ("pdfminer", "pdfplumber"):
    logging.getLogger(library).setLevel(logging.CRITICAL)

MOST_PAGES = 300
LOCKED = "PDFPasswordIncorrect"
# A line that so many pages share at the top or bottom belongs to the paper.
FEWEST_REPEATS = 2


def pdf_text(data: bytes) -> PageText:
    """The text of a PDF: one line per paragraph, larger print marked as headings ("## ").

    Page numbers and lines repeated on every page are left out, and named in the notes, so that a
    sentence can go on over the page. Raises ReadError for locked or damaged files, TooLarge.
    """
    # pdfplumber is heavy, and needed only while a PDF is read.
    import pdfplumber  # noqa: PLC0415

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            _require_pages(len(pdf.pages))
            pages = [_page_lines(number, page) for number, page in enumerate(pdf.pages)]
    except ReadError:
        raise
    except Exception as error:
        # pdfminer raises errors of many classes; the one for a locked file hides inside another.
        if LOCKED in {type(cause).__name__ for cause in (error, *error.args)}:
            raise ReadError(
                _("This PDF is locked with a password. Save it without one and try again.")
            ) from error
        raise ReadError(
            _("This PDF is damaged. Open it in its own program and save it again.")
        ) from error
    shown, left_out = _without_furniture(pages)
    text, divided = paragraphs(shown)
    return PageText(text, notes=(*_notes(pages, left_out), *divided))


def _require_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise TooLarge(
            ngettext(
                "This PDF has %(count)s page; the site reads up to %(limit)s.",
                "This PDF has %(count)s pages; the site reads up to %(limit)s.",
                count,
            )
            % {"count": count, "limit": MOST_PAGES}
        )


def _page_lines(number: int, page: Any) -> list[PrintedLine]:
    lines = [_line(number, line) for line in page.extract_text_lines()]
    # What pdfplumber remembers of a page is many times larger than its text.
    page.close()
    return [line for line in lines if line.text]


def _line(number: int, line: dict[str, Any]) -> PrintedLine:
    chars = line["chars"]
    first_word = chars[: len(line["text"].split(" ", 1)[0])]
    return PrintedLine(
        number,
        " ".join(line["text"].split()),
        line["x0"],
        line["x1"],
        line["top"],
        line["bottom"],
        round(median(char["size"] for char in chars), 1),
        first_word[-1]["x1"] - first_word[0]["x0"] if first_word else 0.0,
    )


def _without_furniture(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[PrintedLine], list[str]]:
    """The lines without page numbers and running heads, and the texts of those left out."""
    repeated = _repeated(pages)
    shown: list[PrintedLine] = []
    left_out: dict[str, None] = {}
    for page in pages:
        edges = {id(line) for line in (*page[:1], *page[-1:])}
        for line in page:
            if id(line) in edges and (
                PAGE_NUMBER.fullmatch(line.text) or _pattern(line) in repeated
            ):
                left_out[line.text] = None
            else:
                shown.append(line)
    return shown, list(left_out)


def _repeated(pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """The first and last lines, numbers aside, that stand on most pages."""
    counts = Counter(
        pattern
        for page in pages
        for pattern in {_pattern(line) for line in (*page[:1], *page[-1:])}
    )
    fewest = max(FEWEST_REPEATS, len(pages) // 2 + 1)
    return {pattern for pattern, count in counts.items() if count >= fewest}


def _pattern(line: PrintedLine) -> str:
    return "".join("0" if letter.isdigit() else letter for letter in line.text)


def _notes(pages: Sequence[Sequence[PrintedLine]], left_out: Sequence[str]) -> Iterator[str]:
    empty = sum(not page for page in pages)
    if empty:
        yield ngettext(
            "%(count)s page holds no text; it may be a scan.",
            "%(count)s pages hold no text; they may be scans.",
            empty,
        ) % {"count": empty}
    if left_out:
        yield _("Page numbers and repeated lines were left out: %(lines)s.") % {
            "lines": ", ".join(f"“{line}”" for line in left_out)
        }
