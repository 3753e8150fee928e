"""The rows of a list as everybody may take them along: as records, and as lines of a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from tracker.queries.lists import Columns

Record = dict[str, Any]

# A spreadsheet would run a cell that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file for the CSV writer that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(records: Iterable[Record], columns: list[str]) -> Iterator[str]:
    """The lines of a CSV file: UTF-8, a header line, no cell a formula."""
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for record in records:
        yield writer.writerow([_cell(value) for value in record.values()])


def record_of(row: Any, columns: Columns[Any]) -> Record:
    """One row as it is exported, its paths made into addresses that work elsewhere."""
    values = {name: value_of(row) for name, value_of in columns.items()}
    return {
        name: f"{settings.SITE_URL}{value}" if value and name.endswith("address") else value
        for name, value in values.items()
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
