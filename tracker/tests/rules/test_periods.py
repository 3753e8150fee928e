"""Days in periods: as short as can be read, without gaps."""

from datetime import date

import pytest

from tracker.rules.periods import MOST, Period, by_period


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def told(periods: list[Period]) -> list[tuple[str, int, int, int, int]]:
    return [
        (one.stated.edtf, one.offered, one.endorsed, one.all_offered, one.all_endorsed)
        for one in periods
    ]


def test_nothing_has_no_periods() -> None:
    assert by_period({}, {}) == []


def test_totals_grow_from_period_to_period_without_a_gap() -> None:
    offered = {day("2022-01-31"): 2, day("2022-03-01"): 1}

    assert told(by_period(offered, {day("2022-03-31"): 1})) == [
        ("2022-01", 2, 0, 2, 0),
        ("2022-02", 0, 0, 2, 0),
        ("2022-03", 1, 1, 3, 1),
    ]


@pytest.mark.parametrize(
    "first, last, edtfs, amount",
    [
        ("2022-01-30", "2022-01-30", ("2022-01-30", "2022-01-30"), 1),
        ("2022-01-30", "2022-03-06", ("2022-01-30", "2022-03-06"), 36),
        ("2022-01-30", "2022-03-07", ("2022-01", "2022-03"), 3),
        ("2020-01-01", "2022-12-31", ("2020-01", "2022-12"), 36),
        ("2020-02-01", "2023-01-31", ("2020-02", "2023-01"), 36),
        ("2020-01-01", "2023-01-01", ("2020-01/2020-03", "2023-01/2023-03"), 13),
        ("2010-01-01", "2022-01-01", ("2010", "2022"), 13),
        ("1955-07-09", "2022-01-01", ("1955/1959", "2020/2024"), 14),
        ("1789-08-26", "2022-01-01", ("1780/1789", "2020/2029"), 25),
        ("0800-12-25", "2022-01-01", ("0800/0849", "2000/2049"), 25),
        ("0001-12-25", "2999-01-01", ("0001/0099", "2900/2999"), 30),
    ],
)
def test_periods_are_as_short_as_can_be_read(
    first: str, last: str, edtfs: tuple[str, str], amount: int
) -> None:
    periods = by_period({day(first): 1}, {day(last): 1})

    assert (periods[0].stated.edtf, periods[-1].stated.edtf) == edtfs
    assert len(periods) == amount <= MOST
    assert (periods[-1].all_offered, periods[-1].all_endorsed) == (1, 1)
