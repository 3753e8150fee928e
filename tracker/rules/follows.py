"""When those who follow are told, and of how much in one letter."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.choices import Frequency

# What follows something new within this time goes into the same letter; and what was made public
# by mistake can be taken back before anybody is told.
COLLECTED = timedelta(minutes=5)
PAUSES: dict[Frequency, timedelta] = {
    Frequency.AT_ONCE: timedelta(minutes=10),
    Frequency.WEEKLY: timedelta(days=7),
}
# A letter names the newest of them, and where to read the others.
MOST_TOLD = 25


def next_letter(frequency: str, last: datetime) -> datetime:
    """The earliest moment for the letter after one that was written then."""
    return last + PAUSES[Frequency(frequency)]
