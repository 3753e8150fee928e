"""What one submission adds to the counts by day: when it began, and how long each answer took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tracker.choices import Course, Direction, Measure, Status

# What is measured, what became of it, and a number: of a day (date.toordinal) or of days.
DayCount: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one submission, each the last that its date can mean; None: has not been.

    `is_one_day` says whether the offer is dated to the day. `known_until` is None where the site
    knows up to now.
    """

    direction: str
    status: str
    is_one_day: bool
    offered: date
    acknowledged: date | None = None
    replied: date | None = None
    decided: date | None = None
    known_until: date | None = None


def day_counts(days: Days) -> Iterator[DayCount]:
    """All that one submission is counted as by day, once each.

    Only offers are measured: an invitation asks nothing of the issuer. An acknowledgement that
    nobody had to give, and a decision that the policy took at once, are not needed.
    """
    if days.status == Status.ACCEPTED and days.decided is not None:
        yield Measure.ENDORSED, Course.DONE, days.decided.toordinal()
    if days.direction != Direction.OFFER:
        return
    dated = Course.DONE if days.is_one_day else Course.UNDATED
    yield Measure.OFFERED, dated, days.offered.toordinal()
    by_policy = days.decided is not None and days.acknowledged is None
    decided = None if by_policy else days.decided
    yield Measure.ACKNOWLEDGING, *_took(days, days.acknowledged)
    yield Measure.REPLYING, *_took(days, days.replied)
    yield Measure.DECIDING, *_took(days, decided)


def _took(days: Days, end: date | None) -> tuple[str, int]:
    """What became of one answer, and its number."""
    if not days.is_one_day:
        return Course.UNDATED, 0
    if end is not None:
        return Course.DONE, max((end - days.offered).days, 0)
    if days.decided is not None:
        return Course.NOT_NEEDED, 0
    if days.status == Status.WITHDRAWN:
        return Course.ENDED, 0
    if days.known_until is None:
        return Course.WAITING, days.offered.toordinal()
    return Course.KNOWN, max((days.known_until - days.offered).days, 0)
