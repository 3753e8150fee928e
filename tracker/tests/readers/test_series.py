"""Which numbered lines follow one another."""

import pytest

from tracker.readers.numbering import read_marks
from tracker.readers.series import Marked, Series, find_series, missing_or_double


def series(text: str, *, follows: bool = True) -> list[Series]:
    """The series among lines, each of which follows on the one before."""
    lines = text.split("\n")
    return find_series(
        Marked(number, marks, len(line) - len(line.lstrip()), follows)
        for number, line in enumerate(lines, start=1)
        if (marks := read_marks(line.strip()))
    )


def numbers(text: str) -> list[list[str]]:
    return [[one.number(place) for place in range(len(one.items))] for one in series(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1. a\n2. b\n3. c", [["1", "2", "3"]]),
        ("1. a", [["1"]]),
        ("Article 1 A", [["1"]]),
        ("7. a", []),
        ("a) b", []),
        ("I. b", []),
        ("5. a\n6. b", [["5", "6"]]),
        ("C. Smith\nD. Jones", []),
        ("c) x\nd) y\ne) z", [["c", "d", "e"]]),
        ("1. a\n3. b\n5. c", [["1", "3", "5"]]),
        ("1. a\n4. b", [["1"]]),
        ("1. a\n2. b\n2. c\n3. d", [["1", "2", "2", "3"]]),
        ("1. a\n1. b\n1. c", [["1", "2", "3"]]),
        ("1. a\n2. b\n1. c\n2. d", [["1", "2"], ["1", "2"]]),
        ("1. a\na) x\nb) y\n2. b\na) z\nb) w", [["1", "2"], ["a", "b"], ["a", "b"]]),
        ("1. a\n  1. x\n  2. y\n2. b", [["1", "2"], ["1", "2"]]),
        ("h) x\ni) y\nj) z", [["h", "i", "j"]]),
        ("i) x\nii) y\niii) z", [["i", "ii", "iii"]]),
        ("1. a\n2) b", [["1"]]),
        ("First, a\nSecond, b", [["1", "2"]]),
        ("1. a\n1) x\n2. b\n2) y", [["1", "2"], ["1", "2"]]),
    ],
)
def test_find_series(text: str, expected: list[list[str]]) -> None:
    assert numbers(text) == expected


def test_find_series_of_ordinals_needs_them_side_by_side() -> None:
    assert series("First, a\nSecond, b", follows=False) == []


def test_find_series_counts_for_the_author_only_side_by_side() -> None:
    assert len(series("1. a\n1. b", follows=False)) == 2


def test_find_series_forgets_lists_that_are_over() -> None:
    text = "\n".join(f"{indent * ' '}1. x" for indent in range(6)) + "\n2. y"

    assert [one.lines for one in series(text)][-1] == [6, 7]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1. a\n2. b", []),
        ("1. a\n3. b\n3. c", [(2, 1, 3), (3, 3, 3)]),
        ("1. a\n1. b", []),
    ],
)
def test_missing_or_double(text: str, expected: list[tuple[int, int, int]]) -> None:
    (one,) = series(text)

    assert missing_or_double(one) == expected
