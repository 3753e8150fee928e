"""When somebody is reminded of a clock that ran out, when the editors are told, and by what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tracker.rules.lapses import Account, Running

# An offer that is not confirmed is reminded of when this part of the time for it is left.
LEFT_TO_CONFIRM = 0.5


def due_letter(running: Running, today: date, reminders: int) -> int | None:
    """Which letter about a clock is due: 1 is the first reminder, reminders + 1 tells the editors.

    The first on the day it became late, each further one after the promised time again. None while
    it is not late. Of those that were missed, only the last is due.
    """
    if today < running.late_from:
        return None
    return min((today - running.late_from).days // running.days, reminders) + 1


def next_day(account: Account, today: date, reminders: int) -> date | None:
    """The next day after today on which something is due, if nothing happens before."""
    days = [day for day in account.ahead if day > today]
    for running in account.running:
        days += [day for day in _letter_days(running, reminders) if day > today]
    return min(days, default=None)


def confirm_reminder_window(now: datetime, confirm_days: int) -> tuple[datetime, datetime]:
    """Offers whose time to confirm ends between these two are to be reminded of."""
    return now, now + timedelta(days=confirm_days) * LEFT_TO_CONFIRM


def _letter_days(running: Running, reminders: int) -> Iterable[date]:
    spaced = (timedelta(days=running.days * number) for number in range(reminders + 1))
    return [running.late_from + after for after in spaced]
