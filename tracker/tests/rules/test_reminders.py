"""Which letter about a clock is due on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.choices import ClockName
from tracker.rules.lapses import Account, Running
from tracker.rules.reminders import confirm_reminder_window, due_letter, next_day

LATE = date(2022, 3, 9)
RUNNING = Running(ClockName.ACKNOWLEDGING, LATE, 7)


@pytest.mark.parametrize(
    "after, reminders, expected",
    [
        (-1, 2, None),
        (0, 2, 1),
        (6, 2, 1),
        (7, 2, 2),
        (13, 2, 2),
        (14, 2, 3),
        (400, 2, 3),
        (0, 0, 1),
        (400, 0, 1),
        (7, 1, 2),
    ],
)
def test_letters_are_spaced_by_the_promised_time(
    after: int, reminders: int, expected: int | None
) -> None:
    assert due_letter(RUNNING, LATE + timedelta(days=after), reminders) == expected


@pytest.mark.parametrize(
    "today, reminders, expected",
    [
        ("2022-03-01", 2, "2022-03-09"),
        ("2022-03-09", 2, "2022-03-16"),
        ("2022-03-16", 2, "2022-03-23"),
        ("2022-03-23", 2, "2022-04-01"),
        ("2022-03-16", 0, "2022-04-01"),
        ("2022-04-01", 2, None),
    ],
)
def test_next_day_is_the_first_on_which_something_is_due(
    today: str, reminders: int, expected: str | None
) -> None:
    found = Account(frozenset(), (RUNNING,), (date(2022, 3, 9), date(2022, 4, 1)))
    next_one = next_day(found, date.fromisoformat(today), reminders)

    assert (next_one and next_one.isoformat()) == expected


def test_nothing_is_ahead_where_no_clock_runs() -> None:
    assert next_day(Account(frozenset(), (), ()), LATE, 2) is None


def test_confirming_is_reminded_of_in_the_second_half_of_its_time() -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)

    assert confirm_reminder_window(noon, 7) == (noon, noon + timedelta(days=3.5))
