"""Tables too long to be held in memory: CSV in UTF-8, read line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import IO

from django.utils.translation import gettext as _

from tracker.readers.encodings import CONTROL
from tracker.readers.errors import NotTable, NotText, TooLarge, UnknownEncoding
from tracker.readers.kinds import MAX_BYTES, SNIFFED, kind_of
from tracker.readers.tables import Row, Table, csv_cells, delimiter_of, table_of


def read_long_table(opens: Callable[[], IO[bytes]], name: str) -> Table:
    """The table in a CSV file of any length; `opens` opens it from the start, for each reading.

    Raises TooLarge for a workbook, NotTable, NotText or UnknownEncoding; reading rows can raise
    them too, also for a file that ends in the middle.
    """
    with opens() as file:
        start = file.read(SNIFFED)
    if start.startswith(b"PK\x03\x04"):
        raise TooLarge(
            _("A workbook is read up to %(limit)s MB. Save a longer list as CSV, in UTF-8.")
            % {"limit": MAX_BYTES // (1024 * 1024)}
        )
    if kind_of(start, name) not in ("csv", "txt"):
        raise NotTable(_("This file is not a table. A list of this length is read as CSV."))
    with _text(opens) as lines:
        delimiter, skipped = delimiter_of(_checked(lines))
    narrow = table_of("csv", "utf-8", (), lambda: _rows(opens, delimiter, skipped, 0))
    width = len(narrow.header)
    return table_of("csv", "utf-8", (), lambda: _rows(opens, delimiter, skipped, width))


def _text(opens: Callable[[], IO[bytes]]) -> TextIOWrapper:
    return TextIOWrapper(opens(), encoding="utf-8-sig", newline="")


def _rows(
    opens: Callable[[], IO[bytes]], delimiter: str, skipped: int, width: int
) -> Iterator[Row]:
    with _text(opens) as file:
        lines = _Lines(file)
        for row in csv_cells(lines, delimiter, skipped):
            if lines.is_cut and len(row.cells) < width:
                raise NotTable(_cut_words(row.line))
            yield row


class _Lines:
    """The lines of a file, checked; `is_cut` once the last of them came without a line end."""

    def __init__(self, file: TextIOWrapper) -> None:
        self.lines, self.is_cut = _checked(file), False

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.is_cut = not line.endswith(("\n", "\r"))
            yield line


def _checked(lines: TextIOWrapper) -> Iterator[str]:
    """The lines; raises UnknownEncoding or NotText at one that is not a text in UTF-8."""
    number = 1
    try:
        for line in lines:
            if CONTROL.search(line):
                raise NotText(
                    _("Line %(line)s holds characters that no text has.") % {"line": number}
                )
            number += 1
            yield line
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise NotTable(_cut_words(number)) from error
        raise UnknownEncoding(
            _("This file is not UTF-8, from about line %(line)s on. Save it as UTF-8.")
            % {"line": number}
        ) from error


def _cut_words(line: int) -> str:
    return _(
        "The file ends in the middle of line %(line)s. Fetch it again; if it is whole, end that "
        "line with a line break."
    ) % {"line": line}
