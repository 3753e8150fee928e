"""The kinds of file in which a list is taken along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.queries.exports import Chunks, csv_text, json_lines_text, json_text
from tracker.queries.workbooks import MOST_ROWS, workbook_bytes
from tracker.rules.dumps import ZIP


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called on the web, how it is written, and what fits into it."""

    media_type: str
    write: Callable[[Chunks, Sequence[str]], Iterator[str] | Iterator[bytes]]
    most_rows: int | None = None

    def pieces(self, chunks: Chunks, columns: Sequence[str]) -> Iterator[bytes]:
        """The file in pieces of bytes."""
        for piece in self.write(chunks, columns):
            yield piece if isinstance(piece, bytes) else piece.encode()


# By the name that stands in addresses and ends the file's name.
FORMATS = {
    "csv": Format("text/csv; charset=utf-8", csv_text),
    "json": Format("application/json; charset=utf-8", json_text),
    "jsonl": Format("application/jsonl; charset=utf-8", json_lines_text),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook_bytes,
        most_rows=MOST_ROWS,
    ),
}
# Of these and of files that are no list.
MEDIA_TYPES = {name: one.media_type for name, one in FORMATS.items()} | {ZIP: "application/zip"}
