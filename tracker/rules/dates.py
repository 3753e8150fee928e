"""Dates as stated by a source: EDTF strings (ISO 8601-2, levels 0 and 1) and the days they span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 40
LAST_YEAR = 2999  # a promised time can be added to any date
MARKS = ("?", "~", "%")
# One date, or one side of a span, with digits written as 0. Open and unknown ends are refused: the
# days that they span would be made up.
SHAPES = frozenset(
    {"0000", "0000-00", "0000-00-00", "000X", "00XX", "0000-XX", "0000-XX-XX", "0000-00-XX"}
)
# First and last month; seasons are those of the north, and winter ends in the next year.
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
HOW_TO_WRITE = gettext_lazy(
    "Write a day (2022-01-30), a month (2022-01), a year (2022) or a span (2022-12/2023-01). "
    "Add ? if it is uncertain, ~ if it is approximate."
)


class NotEDTF(ValueError):
    """The text is not a date as this site understands it; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """One date as stated: its EDTF string, and the first and last day that it can mean."""

    edtf: str
    earliest: date
    latest: date

    @property
    def is_doubtful(self) -> bool:
        """Whether whoever stated or recorded it marked it as uncertain or approximate."""
        return any(mark in self.edtf for mark in MARKS)

    @property
    def is_one_day(self) -> bool:
        return self.earliest == self.latest


def read_date(edtf: str) -> StatedDate:
    """The stated date an EDTF string names; raises NotEDTF with words for the person typing."""
    text = edtf.strip()
    begin, *end = text.split("/")
    try:
        earliest, latest = _days(begin)[0], _days("/".join(end) if end else begin)[1]
    except ValueError as error:
        raise NotEDTF(
            _("“%(text)s” is not a date this site can read.") % {"text": text} + f" {HOW_TO_WRITE}"
        ) from error
    if earliest > latest:
        raise NotEDTF(
            _("“%(text)s” ends before it begins. Put the earlier date first.") % {"text": text}
        )
    return StatedDate(text, earliest, latest)


def exact_day(day: date) -> StatedDate:
    """The stated date that means just this calendar day."""
    return StatedDate(day.isoformat(), day, day)


def days_between(first: StatedDate, second: StatedDate) -> tuple[int, int]:
    """How many days lie between two stated dates, at least and at most; never below zero."""
    fewest = (second.earliest - first.latest).days
    most = (second.latest - first.earliest).days
    return max(fewest, 0), max(most, 0)


def certainly_before(first: StatedDate, second: StatedDate) -> bool:
    """Whether every day the first can mean lies before every day the second can mean."""
    return first.latest < second.earliest


def _days(side: str) -> tuple[date, date]:
    """First and last day of a date without a slash; raises ValueError if there is no such day."""
    bare = side[:-1] if side.endswith(MARKS) else side
    if re.sub("[0-9]", "0", bare) not in SHAPES or bare[:4] > str(LAST_YEAR):
        raise ValueError(side)
    year, month, day = [*bare.split("-"), "", ""][:3]
    if day.isdigit():
        exact = date(int(year), int(month), int(day))
        return exact, exact
    first, last = _months(month, has_day=day != "")
    following = date(int(year.replace("X", "9")) + last // 12, last % 12 + 1, 1)
    return date(int(year.replace("X", "0")), first, 1), following - timedelta(days=1)


def _months(month: str, *, has_day: bool) -> tuple[int, int]:
    """First and last month meant; months after the twelfth lie in the next year."""
    if month in {"", "XX"}:
        return 1, 12
    if month in SEASONS and not has_day:
        return SEASONS[month]
    return int(month), int(month)
