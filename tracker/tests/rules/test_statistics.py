"""Medians, ranges and classes from counted days, and nothing of fewer than five."""

from collections import Counter

import pytest

from tracker.rules.statistics import Class, Durations, Spread, durations, share, spread

TODAY = 1000


@pytest.mark.parametrize(
    "days, expected",
    [
        ([], None),
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 5], Spread(3, 1, 5)),
        ([9, 1, 1, 1, 2], Spread(1, 1, 9)),
        ([1, 2, 3, 4, 5, 6], Spread(3.5, 1, 6)),
        ([0, 0, 0, 400, 400, 400], Spread(200, 0, 400)),
        ([7] * 6, Spread(7, 7, 7)),
    ],
)
def test_spread_is_exact_and_of_five_at_least(days: list[int], expected: Spread | None) -> None:
    assert spread(Counter(days)) == expected


def test_spread_knows_nothing_of_what_is_counted_no_more() -> None:
    assert spread(Counter({1: 5, 90: 0})) == Spread(1, 1, 1)


@pytest.mark.parametrize("part, whole, expected", [(0, 4, None), (1, 5, 20.0), (5, 5, 100.0)])
def test_share_is_told_of_five_at_least(part: int, whole: int, expected: float | None) -> None:
    assert share(part, whole) == expected


def test_durations_add_up_and_keep_what_waits_beside_what_came() -> None:
    cells = [
        ("done", 0, 1),
        ("done", 4, 3),
        ("done", 9, 1),
        ("waiting", TODAY - 400, 2),
        ("waiting", TODAY + 1, 1),
        ("known", 30, 2),
        ("ended", 0, 1),
        ("not-needed", 0, 3),
        ("undated", 0, 4),
    ]

    told = durations(cells, TODAY)

    assert told == Durations(
        offered=18,
        done=5,
        waiting=5,
        unknown=2,
        ended=1,
        not_needed=3,
        undated=4,
        spread=Spread(4, 0, 9),
        waiting_spread=Spread(30, 0, 400),
        classes=told.classes,
    )
    assert told.expected == 11
    assert [one for one in told.classes if one.done or one.waiting] == [
        Class(0, 0, 1, 1),
        Class(4, 7, 3, 0, has_median=True),
        Class(8, 14, 1, 0),
        Class(15, 30, 0, 2),
        Class(366, None, 0, 2),
    ]
    assert len(told.classes) == 10


@pytest.mark.parametrize(
    "cells, classes",
    [([("done", 1, 2), ("known", 1, 2)], 0), ([("done", 1, 2), ("known", 1, 3)], 10)],
)
def test_durations_of_fewer_than_five_have_no_classes(
    cells: list[tuple[str, int, int]], classes: int
) -> None:
    told = durations(cells, TODAY)

    assert len(told.classes) == classes
    assert (told.spread, told.waiting_spread) == (None, None)
    assert [one.has_median for one in told.classes] == [False] * classes


@pytest.mark.parametrize("days, place", [(400, 9), (366, 9), (365, 8), (3, 1), (0, 0)])
def test_median_lies_in_one_class(days: int, place: int) -> None:
    told = durations([("done", days, 5)], TODAY)

    assert [number for number, one in enumerate(told.classes) if one.has_median] == [place]


def test_median_between_two_classes_lies_in_the_lower_one() -> None:
    told = durations([("done", 3, 3), ("done", 4, 3)], TODAY)

    assert told.spread == Spread(3.5, 3, 4)
    assert [one.least for one in told.classes if one.has_median] == [1]
