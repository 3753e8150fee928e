"""Calendars as calendar programs read them (iCalendar, RFC 5545): all-day entries, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# For how long an address of a calendar is good; after that a new one is made.
LASTS = timedelta(days=366)
# In octets, without the line's end.
LONGEST_LINE = 75
PRODUCT = "-//Undersigned//Clocks//EN"


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One all-day entry; `uid` stays the same for as long as it is about the same."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def calendar_text(name: str, entries: Iterable[DayEntry], made_at: datetime) -> str:
    """A calendar with these entries; `made_at` in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for entry in entries for line in _entry(entry, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entry(entry: DayEntry, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield f"URL:{entry.url}"
    # It takes nobody's time: the day stays free.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """RFC 5545, section 3.3.11; what is no text at all is left out."""
    plain = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """RFC 5545, section 3.1: no letter is torn in two, however many octets it has."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])
