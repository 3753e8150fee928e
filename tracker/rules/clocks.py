"""Lateness and the two clocks, as read on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tracker.choices import Lateness, Party, Status

Day = TypeVar("Day", date, str)


class Clock(StrEnum):
    """What a clock is doing on the day it is read."""

    RUNNING = "running"
    PAUSED = "paused"
    NO_DATE = "no-date"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock read on one day: `days` late if positive, left if negative or zero (due today)."""

    state: Clock
    by: date | None = None
    days: int | None = None
    stopped_on: date | None = None


def lateness(overdue_from: Day | None, long_overdue_from: Day | None, today: Day) -> Lateness:
    """Due today is not late; late by up to the promised time again is overdue, beyond it long.

    Takes days as dates, or all as text (ISO 8601), which is in the same order.
    """
    if long_overdue_from is not None and today >= long_overdue_from:
        return Lateness.LONG_OVERDUE
    if overdue_from is not None and today >= overdue_from:
        return Lateness.OVERDUE
    return Lateness.IN_TIME


def reading_day(known_until: date | None, today: date) -> date:
    """The day up to which the clocks run: today where the site knows, else the last known day."""
    return today if known_until is None else min(known_until, today)


def acknowledging(by: date | None, acknowledged_on: date | None, day: date) -> Reading:
    """The first clock, read on `day`."""
    if by is None:
        return Reading(Clock.STOPPED, stopped_on=acknowledged_on)
    return Reading(Clock.RUNNING, by, (day - by).days)


def deciding(
    status: str, by: date | None, decided_on: date | None, waiting_since: date | None, day: date
) -> Reading:
    """The second clock, read on `day`.

    Where more time was asked for without a date, `days` counts since the issuer has had to act. A
    question answered after that does not set a date either.
    """
    if status == Status.QUERIED:
        return Reading(Clock.PAUSED, stopped_on=waiting_since)
    if by is not None:
        return Reading(Clock.RUNNING, by, (day - by).days)
    if status in {Status.ACKNOWLEDGED, Status.DEFERRED} and waiting_since is not None:
        return Reading(Clock.NO_DATE, days=(day - waiting_since).days)
    return Reading(Clock.STOPPED, stopped_on=decided_on)


def days_waiting(awaiting: str, waiting_since: date | None, day: date) -> int | None:
    """Whole days since somebody has had to act; None when nobody has to."""
    if awaiting == Party.NOBODY or waiting_since is None:
        return None
    return max((day - waiting_since).days, 0)
