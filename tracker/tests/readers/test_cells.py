"""Single rows of lists: what is taken, and what is refused with which words."""

import pytest

from tracker.readers.cells import Cells, read_cells
from tracker.readers.tables import Row
from tracker.rules.names import fold

HEADER = ("name", "country", "kind", "url", "date", "note", "town")
PLACES = {name: place for place, name in enumerate(HEADER)}
COUNTRIES = {"united kingdom": "GB"}


def read(*cells: str) -> tuple[Cells | None, list[str]]:
    return read_cells(Row(7, cells), HEADER, PLACES, fold, COUNTRIES, None)


def problem(*cells: str) -> str:
    row, problems = read(*cells)
    assert row is None
    (only,) = problems
    return only


def test_read_cells_makes_them_plain() -> None:
    assert read(
        " River\n League\u200b",
        "United  Kingdom",
        "Coalition",
        "example.org",
        "30 May 2022",
        "-",
        "Bath",
    ) == (
        Cells(
            7,
            "River League",
            "river league",
            {
                "country": "GB",
                "kind": "network",
                "url": "https://example.org",
                "date": "2022-05-30",
            },
            {"town": "Bath"},
        ),
        [],
    )


def test_read_cells_of_a_short_row_leaves_the_rest_empty() -> None:
    assert read("River League") == (Cells(7, "River League", "river league", {}, {}), [])


def test_read_cells_keeps_an_unknown_kind_in_its_own_words() -> None:
    cells, _problems = read("River League", "n/a", "Ratepayers’ committee")

    assert cells is not None
    assert (cells.values, cells.kept) == ({}, {"kind": "Ratepayers’ committee"})


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "=1+1", "= 1", "＝SUM(A1)", "+SUM(A1:A9)", "-2+3", "@HYPERLINK(\"x\")",
     "+A1", "-(1)", "+cmd|'/C x'!A0", "@A1*2", "-B$2"],
)  # fmt: skip
def test_read_cells_refuses_a_formula_as_a_name(name: str) -> None:
    assert "is a formula, not a name" in problem(name)


@pytest.mark.parametrize(
    "name", ["+972 Magazine", "@Home (Berlin)", "-ism", "1 + 1 = 3", "A=B", "+ Plus", "@riseup"]
)
def test_read_cells_takes_names_with_signs(name: str) -> None:
    assert read(name)[1] == []


@pytest.mark.parametrize(
    "cells, message",
    [
        (("", "x"), "There is no name."),
        ((" \u200b ",), "There is no name."),
        (("x" * 301,), "The name has 301 characters; up to 300 are possible."),
        (("bell\x07",), "control characters"),
        (("turned\u202ename",), "control characters"),
        (("half\ud800",), "control characters"),
        (("A", "Atlantis"), "“Atlantis” is not a country that this site knows."),
        (("A", "", "", "javascript:alert(1)"), "“javascript:alert(1)” is not a web address."),
        (("A", "", "", "https://x." + "y" * 500), "is not a web address."),
        (("A", "", "", "", "soon"), "“soon” is not a date this site can read."),
        (("A", *[""] * 6, "", "more"), "nothing says what “more” is"),
    ],
)
def test_read_cells_says_what_is_wrong(cells: tuple[str, ...], message: str) -> None:
    found = read(*cells)[1]

    assert message in " ".join(found)


def test_read_cells_names_every_problem_of_a_row() -> None:
    assert len(read("", "Atlantis", "", "nowhere")[1]) == 3


def test_read_cells_does_not_mind_empty_cells_beyond_the_header() -> None:
    assert read("A", *[""] * 9)[1] == []
