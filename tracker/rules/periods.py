"""Days in periods of equal length: as short as they can be without being too many to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.rules.dates import StatedDate, read_date

MOST = 36
# The lengths of periods in months; days where these suffice.
MONTHS = (1, 3, 12, 60, 120, 600, 1200, 12_000)


@dataclass(frozen=True, slots=True)
class Period:
    """What was offered and endorsed in one period, and in all until its end."""

    stated: StatedDate
    offered: int
    endorsed: int
    all_offered: int
    all_endorsed: int


def by_period(offered: Mapping[int, int], endorsed: Mapping[int, int]) -> list[Period]:
    """Amounts by day (date.toordinal) as periods without a gap, from the first day to the last."""
    days = offered.keys() | endorsed.keys()
    if not days:
        return []
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    periods, all_offered, all_endorsed = [], 0, 0
    for stated in _stated(first, last):
        new, stood = _within(offered, stated), _within(endorsed, stated)
        all_offered, all_endorsed = all_offered + new, all_endorsed + stood
        periods.append(Period(stated, new, stood, all_offered, all_endorsed))
    return periods


def _within(amounts: Mapping[int, int], stated: StatedDate) -> int:
    first, last = stated.earliest.toordinal(), stated.latest.toordinal()
    return sum(amount for day, amount in amounts.items() if first <= day <= last)


def _stated(first: date, last: date) -> list[StatedDate]:
    """The periods as dates that can be worded."""
    days = range(first.toordinal(), last.toordinal() + 1)
    if len(days) <= MOST:
        return [read_date(date.fromordinal(day).isoformat()) for day in days]
    start, end = _months(first), _months(last)
    length = next(one for one in MONTHS if end // one - start // one < MOST)
    return [
        read_date(_edtf(number * length, length))
        for number in range(start // length, end // length + 1)
    ]


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _edtf(start: int, length: int) -> str:
    """The EDTF string of so many months from this one, of whole years where it is some."""
    end = start + length - 1
    if length % 12 == 0:
        parts = [f"{max(start // 12, 1):04}", f"{end // 12:04}"]
    else:
        parts = [f"{one // 12:04}-{one % 12 + 1:02}" for one in (start, end)]
    return "/".join(dict.fromkeys(parts))
