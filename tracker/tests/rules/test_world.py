"""The map: every country has an outline or a dot, and amounts have a class."""

import gzip
import re

import pytest
from django_countries import countries

from tracker.rules.world import SHAPES, class_of, world

ANTARCTICA = "AQ"


def test_every_country_is_an_outline_or_a_dot_but_one() -> None:
    drawn = world()

    assert drawn.shapes.keys() & drawn.dots.keys() == set()
    assert drawn.shapes.keys() | drawn.dots.keys() == {code for code, _name in countries} - {
        ANTARCTICA
    }


def test_dots_lie_on_the_map() -> None:
    drawn = world()
    outside = {
        code
        for code, (x, y) in drawn.dots.items()
        if not (0 <= x <= drawn.width and 0 <= y <= drawn.height)
    }

    assert outside == set()


def test_outlines_are_closed_paths_of_whole_numbers() -> None:
    drawn = world()
    odd = {
        code
        for code, path in (drawn.shapes | {"nameless": drawn.nameless}).items()
        if not re.fullmatch(r"(M\d+,-?\d+l[\d, -]+z)+", path)
    }

    assert odd == set()


@pytest.mark.parametrize(
    "code, x, y",
    [("PT", 457, 94), ("KE", 577, 255), ("XK", 528, 93), ("TW", 794, 149), ("UY", 330, 345)],
)
def test_outlines_begin_near_where_the_country_lies(code: str, x: int, y: int) -> None:
    found = re.match(r"M(\d+),(\d+)", world().shapes[code])

    assert found is not None
    assert abs(int(found[1]) - x) < 20
    assert abs(int(found[2]) - y) < 20


def test_map_is_small() -> None:
    assert len(gzip.compress(SHAPES.read_bytes())) < 40_000


@pytest.mark.parametrize(
    "amount, number",
    [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (50, 5), (249, 5), (250, 6)],
)
def test_class_of_an_amount(amount: int, number: int) -> None:
    assert class_of(amount) == number
