"""Marks of lists as browsers and word processors print them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.readers.list_marks import letters, list_mark, roman
from tracker.readers.numbering import roman_value


@pytest.mark.parametrize(
    "number, style, mark",
    [
        (3, "1", "3. "),
        (3, "a", "c. "),
        (28, "A", "AB. "),
        (4, "i", "iv. "),
        (1999, "I", "MCMXCIX. "),
        (4000, "i", "4000. "),
        (0, "a", "0. "),
        (-1, "I", "-1. "),
        (3, "other", "3. "),
        (3, "bullet", "- "),
    ],
)
def test_list_mark(number: int, style: str, mark: str) -> None:
    assert list_mark(number, style) == mark


@settings(deadline=None)
@given(st.integers(1, 3999))
def test_roman_is_read_back(number: int) -> None:
    assert roman_value(roman(number)) == number


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]
