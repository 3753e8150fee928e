"""The rows of a list as CSV and JSON, streamed: all of them, however many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from tracker.queries.exports import Record, csv_lines


def csv_response(records: Iterable[Record], name: str, columns: list[str]) -> StreamingHttpResponse:
    """The records as a CSV file to download: UTF-8, a header line, no cell a formula."""
    return _attachment(csv_lines(records, columns), f"{name}.csv", "text/csv")


def json_response(records: Iterable[Record], name: str) -> StreamingHttpResponse:
    """The records as one JSON list of objects, to download."""
    return _attachment(_json_lines(records), f"{name}.json", "application/json")


def _attachment(lines: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _json_lines(records: Iterable[Record]) -> Iterator[str]:
    yield "["
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + json.dumps(record, ensure_ascii=False)
    yield "\n]\n"
