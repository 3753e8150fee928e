"""Rows as the lines of a CSV file, made column by column: a call for each cell would be slow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# A spreadsheet would run a cell that begins with one of these as a formula.
FORMULA_STARTS = frozenset("=+-@\t\r")
# What makes quotes necessary around a cell.
MARKS = frozenset('",\r\n')
# Between the cells of a column while something is looked for in all of them at once.
BETWEEN = "\0"
WORDS = {True: "yes", False: "no"}


def csv_lines(rows: Sequence[Sequence[Any]]) -> str:
    """The rows as csv.writer writes them, each with a line end; of None and "" it makes nothing.

    Truth values become words, and nothing that a spreadsheet would run is left.
    """
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    if len(columns) == 1:  # an empty line would be no row
        columns = [[text or '""' for text in columns[0]]]
    return "\r\n".join([*map(",".join, zip(*columns, strict=True)), ""])


def _column(cells: Sequence[Any]) -> Sequence[str]:
    texts = _texts(cells)
    whole = BETWEEN + BETWEEN.join(texts)
    if any(start in whole and f"{BETWEEN}{start}" in whole for start in FORMULA_STARTS):
        texts = [f"'{text}" if text[:1] in FORMULA_STARTS else text for text in texts]
    if any(mark in whole for mark in MARKS):
        texts = [text if MARKS.isdisjoint(text) else _quoted(text) for text in texts]
    return texts


def _texts(cells: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells
    if kinds <= {str, type(None)}:
        return [cell or "" for cell in cells]
    return [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return WORDS[cell] if cell.__class__ is bool else str(cell)


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
