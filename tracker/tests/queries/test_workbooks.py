"""Lists as workbooks: what a spreadsheet program reads is what the cells say."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from tracker.queries import workbooks
from tracker.queries.exports import Cells
from tracker.queries.workbooks import LONGEST_CELL, workbook_bytes

COLUMNS = ("name", "contested", "amount")


def read(*chunks: list[Cells]) -> list[tuple[Any, ...]]:
    data = b"".join(workbook_bytes(iter(chunks), COLUMNS))
    [sheet] = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_workbook_has_a_row_of_names_and_every_row() -> None:
    assert read([["강", True, 0], ["", False, 7]], [[None, None, -3]]) == [
        COLUMNS,
        ("강", True, 0),
        (None, False, 7),
        (None, None, -3),
    ]


def test_workbook_without_rows_has_the_names() -> None:
    assert read() == [COLUMNS]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("=1+1", "=1+1"),
        ("A & B <c> ]]>", "A & B <c> ]]>"),
        ("two\nlines", "two\nlines"),
        ("a\x00\x0b\ud800b", "ab"),
        ("x" * (LONGEST_CELL + 1), "x" * LONGEST_CELL),
    ],
)
def test_workbook_has_texts_and_never_formulas(text: str, expected: str) -> None:
    data = b"".join(workbook_bytes(iter([[[text]]]), ["name"]))
    [sheet] = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    cell = sheet["A2"]

    assert (cell.value, cell.data_type) == (expected, "s")


def test_same_rows_make_the_same_file_in_pieces() -> None:
    chunks: list[list[Cells]] = [[["a", True, 1]], [["b", False, 2]]]
    pieces = list(workbook_bytes(iter(chunks), COLUMNS))

    assert len(pieces) == 3
    assert b"".join(pieces) == b"".join(workbook_bytes(iter(chunks), COLUMNS))


def test_more_than_fits_into_a_sheet_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1)

    assert len(read([["a", True, 1]])) == 2
    with pytest.raises(OverflowError):
        read([["a", True, 1]], [["b", True, 2]])
