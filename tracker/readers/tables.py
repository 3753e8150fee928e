"""Tables as people have them (.csv, .xlsx): a header, and a stream of rows with line numbers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from tracker.readers.encodings import decode
from tracker.readers.errors import NotTable
from tracker.readers.kinds import Kind, kind_of, require_size
from tracker.readers.spreadsheets import first_sheet

DELIMITERS = (",", ";", "\t", "|")
# Nothing is divided by it: control characters do not pass the decoding.
NO_DELIMITER = "\x1f"
EXCEL_HINT = "sep="


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line that it begins on (in a spreadsheet, its row number), and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows.

    `rows()` reads them anew, one after the other, and skips empty ones. `notes` say what was not
    read. No two columns have the same name.
    """

    kind: Kind
    encoding: str
    header: tuple[str, ...]
    notes: tuple[str, ...] = ()
    _read: Callable[[], Iterator[Row]] = field(default=lambda: iter(()), repr=False)

    def rows(self) -> Iterator[Row]:
        """The rows below the header. Raises NotTable at one that cannot be divided into cells."""
        rows = _filled(self._read())
        next(rows)
        return rows


def read_table(data: bytes, name: str) -> Table:
    """The table in a .csv or .xlsx file, told apart by its bytes; of a workbook the first sheet.

    The first row that is not empty is the header. A CSV may divide its cells by commas, semicolons,
    tabs or bars. Raises TooLarge above 10 MB, NotTable, or UnknownEncoding.
    """
    require_size(data)
    kind = kind_of(data, name)
    if kind == "xlsx":
        notes, sheet = first_sheet(data)
        return table_of(kind, "", notes, lambda: (Row(*row) for row in sheet()))
    if kind not in ("csv", "txt"):
        raise NotTable(_("This file is not a table. The site reads .csv and .xlsx files as lists."))
    text, encoding = decode(data)
    delimiter, start = delimiter_of(io.StringIO(text, newline=""))
    return table_of(
        "csv",
        encoding,
        (),
        lambda: csv_cells(io.StringIO(text, newline=""), delimiter, start),
    )


def table_of(
    kind: Kind, encoding: str, notes: tuple[str, ...], read: Callable[[], Iterator[Row]]
) -> Table:
    """The table whose rows `read` reads, the header first. Raises NotTable without a header."""
    header = next(_filled(read()), None)
    if header is None:
        raise NotTable(_("There is no header row: the first row has to name the columns."))
    return Table(kind, encoding, _column_names(header.cells), notes, read)


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if any(cell.strip() for cell in row.cells))


def _column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Every column gets a name, and each name only once: "Name", "Name (2)"."""
    names: list[str] = []
    counts: Counter[str] = Counter()
    width = max(place for place, cell in enumerate(cells, start=1) if cell.strip())
    for place, cell in enumerate(cells[:width], start=1):
        name = " ".join(cell.split()) or _("Column %(number)s") % {"number": place}
        counts[name] += 1
        while counts[name] > 1:
            name = f"{name} ({counts[name]})"
            counts[name] += 1
        names.append(name)
    return tuple(names)


def delimiter_of(lines: Iterator[str]) -> tuple[str, int]:
    """What divides the cells of the header, and how many lines to skip (Excel's "sep=;")."""
    first = next(lines, "").strip()
    if first.lower().startswith(EXCEL_HINT) and len(first) == len(EXCEL_HINT) + 1:
        return first[-1], 1
    header = next((line for line in chain([first], lines) if line.strip()), "")
    counts = {delimiter: _cell_count(header, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=counts.__getitem__)
    return (best if counts[best] > 1 else NO_DELIMITER), 0


def _cell_count(line: str, delimiter: str) -> int:
    return len(next(csv.reader([line], delimiter=delimiter), []))


def csv_cells(lines: Iterable[str], delimiter: str, start: int) -> Iterator[Row]:
    """The rows of a CSV after the first lines. Raises NotTable where it cannot be divided."""
    reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
    line = start + 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = start + reader.line_num + 1
    except csv.Error as error:
        raise NotTable(
            _(
                "The row that begins on line %(line)s cannot be divided into cells. Look for a "
                "quotation mark that is opened and not closed."
            )
            % {"line": line}
        ) from error
