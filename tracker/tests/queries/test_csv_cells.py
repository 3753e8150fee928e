"""Lines of CSV: as Python's own writer has them, but nothing in them runs as a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.queries.csv_cells import FORMULA_STARTS, csv_lines

TEXT = st.text(st.sampled_from("a \",\r\n\t=+-@'\0é강") | st.characters(exclude_categories=["Cs"]))
CELLS = st.none() | st.booleans() | st.integers() | TEXT


def plain(cell: Any) -> Any:
    """A cell as the writer is to get it, told one by one."""
    text = {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else cell
    text = "" if text is None else str(text)
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=5)))
def test_lines_are_those_of_the_writer(rows: list[tuple[Any, ...]]) -> None:
    expected = io.StringIO(newline="")
    csv.writer(expected).writerows([plain(cell) for cell in row] for row in rows)

    assert csv_lines(rows) == expected.getvalue()


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([], ""),
        ([("a", None, True), ("", 3, False)], "a,,yes\r\n,3,no\r\n"),
        ([('a "b",\nc', -3)], '"a ""b"",\nc",\'-3\r\n'),
        ([("",), ("a",)], '""\r\na\r\n'),
        ([("a\0=1", "=1")], "a\0=1,'=1\r\n"),
    ],
)
def test_lines_of_some_rows(rows: list[tuple[Any, ...]], expected: str) -> None:
    assert csv_lines(rows) == expected


def test_rows_of_different_lengths_are_no_table() -> None:
    with pytest.raises(ValueError, match="shorter"):
        csv_lines([("a", "b"), ("a",)])
