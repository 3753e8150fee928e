"""The rows of a list as CSV and JSON, streamed: all of them, however many."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse

from tracker.queries.lists import Columns

Record = dict[str, Any]

# A spreadsheet would run a cell that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file for the CSV writer that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_response(records: Iterable[Record], name: str, columns: list[str]) -> StreamingHttpResponse:
    """The records as a CSV file to download: UTF-8, a header line, no cell a formula."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow([_cell(value) for value in record.values()]) for record in records)
    return _attachment(chain([writer.writerow(columns)], lines), f"{name}.csv", "text/csv")


def json_response(records: Iterable[Record], name: str) -> StreamingHttpResponse:
    """The records as one JSON list of objects, to download."""
    return _attachment(_json_lines(records), f"{name}.json", "application/json")


def record_of(row: Any, columns: Columns[Any]) -> Record:
    """One row as it is exported, its paths made into addresses that work elsewhere."""
    values = {name: value_of(row) for name, value_of in columns.items()}
    return {
        name: f"{settings.SITE_URL}{value}" if value and name.endswith("address") else value
        for name, value in values.items()
    }


def _attachment(lines: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _json_lines(records: Iterable[Record]) -> Iterator[str]:
    yield "["
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + json.dumps(record, ensure_ascii=False)
    yield "\n]\n"
