"""The rows of a list as everybody may take them along: in chunks of cells, and as lines of text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from django.conf import settings
from django.db.models import QuerySet

from tracker.queries.csv_cells import csv_lines
from tracker.queries.lists import Columns
from tracker.queries.moments import one_moment

# The cells of one row, in the order of the columns: text, numbers, truth values, or None.
Cells: TypeAlias = Sequence[Any]
Chunks: TypeAlias = Iterator[list[Cells]]

# Rows that are read, and written, at a time: row by row takes twice as long, more at once no less.
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Export:
    """How the rows of a list are taken along: the names of its columns, and their cells in chunks.

    `read` makes the chunks from the rows that the filters leave, in the list's order.
    """

    columns: tuple[str, ...]
    read: Callable[[QuerySet[Any]], Chunks]

    def chunks(self, found: QuerySet[Any]) -> Chunks:
        """The cells as of one moment, however long they take to be read.

        From the primary, as what is sent is read after the view has answered: a standby would
        break off what reads for as long as a slow reader takes.
        """
        with one_moment():
            yield from self.read(found)


def export_of(rows: Callable[[list[Any]], list[Any]], columns: Columns[Any]) -> Export:
    """The export of a list by what its templates show: `rows` makes that from models."""
    tells = [(name.endswith("address"), tell) for name, tell in columns.items()]

    def cells(row: Any) -> Cells:
        return [site_address(tell(row)) if leads else tell(row) for leads, tell in tells]

    def read(found: QuerySet[Any]) -> Chunks:
        for chunk in chunks_of(found.iterator(chunk_size=CHUNK)):
            yield [cells(row) for row in rows(chunk)]

    return Export(tuple(columns), read)


def chunks_of(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows in lists of CHUNK."""
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def has_more(found: QuerySet[Any], most: int) -> bool:
    """Whether there are more rows than that, as far as it takes to know: nothing is counted."""
    return bool(found.values_list("pk", flat=True)[most : most + 1])


def site_address(path: str | None) -> str | None:
    """A path made into an address that works elsewhere; what is empty stays so."""
    return f"{settings.SITE_URL}{path}" if path else path


def csv_text(chunks: Chunks, columns: Sequence[str]) -> Iterator[str]:
    """A CSV file in pieces: a header line, no cell a formula."""
    yield csv_lines([columns])
    for chunk in chunks:
        yield csv_lines(chunk)


def json_text(chunks: Chunks, columns: Sequence[str]) -> Iterator[str]:
    """One JSON list of objects in pieces, one object on a line."""
    yield "["
    comma = ""
    for chunk in chunks:
        yield comma + ",".join(f"\n{line}" for line in _json_lines(chunk, columns))
        comma = ","
    yield "\n]\n"


def json_lines_text(chunks: Chunks, columns: Sequence[str]) -> Iterator[str]:
    """JSON lines in pieces: one object on each line, nothing around them."""
    for chunk in chunks:
        yield "".join(f"{line}\n" for line in _json_lines(chunk, columns))


def _json_lines(chunk: list[Cells], columns: Sequence[str]) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return (encode(dict(zip(columns, cells, strict=True))) for cells in chunk)
