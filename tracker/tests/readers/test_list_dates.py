"""Dates in the columns of lists."""

import pytest

from tracker.readers.list_dates import day_comes_first, list_date
from tracker.readers.tables import Row


@pytest.mark.parametrize(
    "text, days_first, edtf",
    [
        ("2022-01-30", None, "2022-01-30"),
        ("2022-01?", None, "2022-01?"),
        ("2022~", None, "2022~"),
        ("30 January 2022", None, "2022-01-30"),
        ("enero de 2022", None, "2022-01"),
        ("30/01/2022", None, "2022-01-30"),
        ("1/30/2022", None, "2022-01-30"),
        ("3/4/2022", True, "2022-04-03"),
        ("3/4/2022", False, "2022-03-04"),
        ("4/4/2022", None, "2022-04-04"),
        ("3.4.2022", None, "2022-04-03"),
    ],
)
def test_list_date(text: str, days_first: bool | None, edtf: str) -> None:
    assert list_date(text, days_first=days_first) == edtf


@pytest.mark.parametrize(
    "text, days_first, message",
    [
        ("3/4/2022", None, "can be read in two ways"),
        ("30/1/2022", False, "not a date this site can read"),
        ("soon", None, "not a date this site can read"),
        ("on 30 January 2022", None, "not a date this site can read"),
        ("31 February 2022", None, "not a date this site can read"),
        ("2022-02-31", None, "not a date this site can read"),
    ],
)
def test_list_date_refuses_with_words(text: str, days_first: bool | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list_date(text, days_first=days_first)


@pytest.mark.parametrize(
    "cells, expected",
    [
        (["3/4/2022", "30/4/2022", "4/30/2022"], True),
        (["x", "3/4/2022", "4/30/2022"], False),
        (["3/4/2022"], None),
        ([], None),
    ],
)
def test_day_comes_first_is_decided_by_the_column(cells: list[str], expected: bool | None) -> None:
    rows = [Row(2, ("short",)), *(Row(3, ("A", cell)) for cell in cells)]

    assert day_comes_first(rows, 1) is expected
    assert day_comes_first(rows, None) is None
