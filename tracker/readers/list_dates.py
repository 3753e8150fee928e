"""The dates in a column of a list, as EDTF strings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from tracker.readers.dates_in_text import find_date
from tracker.readers.tables import Row

EDTF = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[?~%]?")
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTHS = 12


def list_date(text: str, *, days_first: bool | None) -> str:
    """The EDTF string that a cell means: as it is, or from a printed date.

    `days_first` says how the column writes 3/4/2022; None if that is not evident. Raises
    ValueError with words for the person importing.
    """
    if EDTF.fullmatch(text) and _is_day(text.rstrip("?~%")):
        return text
    slashed = SLASHES.fullmatch(text)
    if slashed and days_first is not None:
        day, month = (slashed[1], slashed[2]) if days_first else (slashed[2], slashed[1])
        text = f"{slashed[3]}-{month:0>2}-{day:0>2}"
    printed = find_date(text)
    if printed and printed.text == text and printed.edtf:
        return printed.edtf
    if slashed and days_first is None:
        raise ValueError(
            _("“%(date)s” can be read in two ways. Write it as 2022-01-30.") % {"date": text}
        )
    raise ValueError(
        _("“%(date)s” is not a date this site can read. Write it as 2022-01-30.") % {"date": text}
    )


def day_comes_first(rows: Iterable[Row], place: int | None) -> bool | None:
    """Whether a column writes 30/1/2022 or 1/30/2022; None if nothing in it decides."""
    if place is None:
        return None
    for row in rows:
        match = SLASHES.fullmatch(row.cells[place].strip()) if place < len(row.cells) else None
        if match and int(match[1]) > MONTHS:
            return True
        if match and int(match[2]) > MONTHS:
            return False
    return None


def _is_day(text: str) -> bool:
    """Whether a day written as 2022-01-30 exists; months and years always do."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
