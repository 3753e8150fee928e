"""Calendars as text: read back by another program's code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tracker.rules.calendars import LONGEST_LINE, DayEntry, calendar_text

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
URL = "https://undersigned.example/admin/tracker/submission/1/change/"


def entry(summary: str = "To decide", description: str = "Reference: X-1") -> DayEntry:
    return DayEntry(
        "X-1-deciding@undersigned.example", date(2026, 5, 31), summary, description, URL
    )


def test_entry_is_a_whole_day_that_takes_no_time() -> None:
    told = Calendar.from_ical(calendar_text("Clocks", [entry()], NOW))
    [read] = told.walk("VEVENT")

    assert (told["VERSION"], told["X-WR-CALNAME"]) == ("2.0", "Clocks")
    assert (read["DTSTART"].dt, read["DTEND"].dt) == (date(2026, 5, 31), date(2026, 6, 1))
    assert read["DTSTAMP"].dt == NOW
    assert (read["UID"], read["URL"], read["TRANSP"]) == (
        "X-1-deciding@undersigned.example",
        URL,
        "TRANSPARENT",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rivers; ferries, and “harbours” \\ docks",
        "two\nlines",
        "강과 바다를 위한 선언 " * 12,
        "x" * 300,
        "END:VEVENT\nBEGIN:VALARM",
    ],
)
def test_texts_come_back_as_they_were(text: str) -> None:
    written = calendar_text(text, [entry(text, text)], NOW)
    told = Calendar.from_ical(written)
    [read] = told.walk("VEVENT")

    assert (read["SUMMARY"], read["DESCRIPTION"]) == (text, text)
    assert len(list(told.walk("VALARM"))) == 0
    assert all(len(line.encode()) <= LONGEST_LINE for line in written.split("\r\n"))
    assert written.endswith("END:VCALENDAR\r\n")


def test_what_is_no_text_is_left_out() -> None:
    [read] = Calendar.from_ical(calendar_text("x", [entry("a\x00b\x1bc\r")], NOW)).walk("VEVENT")

    assert read["SUMMARY"] == "abc"


def test_calendar_of_nothing_is_one_all_the_same() -> None:
    assert list(Calendar.from_ical(calendar_text("Clocks", [], NOW)).walk("VEVENT")) == []


def test_time_of_another_zone_is_told_in_utc() -> None:
    far = NOW.astimezone(tz=None) if NOW.tzinfo is None else NOW + timedelta(0)

    assert "DTSTAMP:20260504T123000Z" in calendar_text("x", [entry()], far)
