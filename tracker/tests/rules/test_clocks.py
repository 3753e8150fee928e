"""The clocks and the lateness as read on one day."""

from datetime import date

import pytest

from tracker.choices import Lateness, Party, Status
from tracker.rules.clocks import (
    Clock,
    Reading,
    acknowledging,
    days_waiting,
    deciding,
    lateness,
    reading_day,
)

DUE = date(2022, 3, 8)


@pytest.mark.parametrize(
    "today, expected",
    [
        ("2022-03-08", Lateness.IN_TIME),
        ("2022-03-09", Lateness.OVERDUE),
        ("2022-03-15", Lateness.OVERDUE),
        ("2022-03-16", Lateness.LONG_OVERDUE),
        ("2032-03-16", Lateness.LONG_OVERDUE),
    ],
)
def test_lateness_due_today_is_not_late(today: str, expected: Lateness) -> None:
    """Promised seven days and due on the 8th: overdue for seven more, long overdue after."""
    first, long = date(2022, 3, 9), date(2022, 3, 16)

    assert lateness(first, long, date.fromisoformat(today)) == expected


def test_lateness_without_a_running_clock_is_in_time() -> None:
    assert lateness(None, None, date(2032, 1, 1)) == Lateness.IN_TIME


def test_lateness_known_only_up_to_overdue_never_becomes_long() -> None:
    assert lateness(date(2022, 3, 9), None, date(2032, 1, 1)) == Lateness.OVERDUE


@pytest.mark.parametrize(
    "known_until, expected",
    [
        (None, date(2022, 5, 1)),
        (date(2022, 4, 1), date(2022, 4, 1)),
        (date(2022, 6, 1), date(2022, 5, 1)),
    ],
)
def test_reading_day_is_today_or_the_last_known_day(
    known_until: date | None, expected: date
) -> None:
    assert reading_day(known_until, date(2022, 5, 1)) == expected


@pytest.mark.parametrize(
    "day, days", [(date(2022, 3, 6), -2), (date(2022, 3, 8), 0), (date(2022, 3, 10), 2)]
)
def test_acknowledging_counts_days_to_and_after_the_due_day(day: date, days: int) -> None:
    assert acknowledging(DUE, None, day) == Reading(Clock.RUNNING, DUE, days)


def test_acknowledging_stops_on_the_day_of_the_acknowledgement() -> None:
    acknowledged = date(2022, 3, 5)

    assert acknowledging(None, acknowledged, DUE) == Reading(Clock.STOPPED, stopped_on=acknowledged)


@pytest.mark.parametrize(
    "status, by, decided, waiting, expected",
    [
        ("unanswered", DUE, None, date(2022, 3, 1), Reading(Clock.RUNNING, DUE, 2)),
        ("deferred", DUE, None, date(2022, 3, 1), Reading(Clock.RUNNING, DUE, 2)),
        ("deferred", None, None, date(2022, 3, 1), Reading(Clock.NO_DATE, days=9)),
        ("acknowledged", None, None, date(2022, 3, 4), Reading(Clock.NO_DATE, days=6)),
        (
            "queried",
            None,
            None,
            date(2022, 3, 4),
            Reading(Clock.PAUSED, stopped_on=date(2022, 3, 4)),
        ),
        ("accepted", None, DUE, None, Reading(Clock.STOPPED, stopped_on=DUE)),
        ("withdrawn", None, None, None, Reading(Clock.STOPPED)),
        ("invited", None, None, date(2022, 3, 1), Reading(Clock.STOPPED)),
    ],
)
def test_deciding(
    status: Status, by: date | None, decided: date | None, waiting: date | None, expected: Reading
) -> None:
    assert deciding(status, by, decided, waiting, date(2022, 3, 10)) == expected


@pytest.mark.parametrize(
    "awaiting, since, expected",
    [
        (Party.ISSUER, date(2022, 3, 1), 7),
        (Party.SIGNATORY, DUE, 0),
        # offered "2022-12", read in the middle of it
        (Party.ISSUER, date(2022, 12, 31), 0),
        (Party.NOBODY, date(2022, 3, 1), None),
        (Party.ISSUER, None, None),
    ],
)
def test_days_waiting_counts_while_somebody_has_to_act(
    awaiting: Party, since: date | None, expected: int | None
) -> None:
    assert days_waiting(awaiting, since, DUE) == expected
