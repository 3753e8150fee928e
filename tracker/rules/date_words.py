"""Dates as stated, in words: "30 January 2022 (uncertain)", "Dec 2022 – Jan 2023"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from tracker.rules.dates import StatedDate

MARKS = "?~%"
# Django begins months with a capital letter there, which these write only at the beginning.
SMALL_MONTHS = ("pt-br", "ru", "uk")
SEASONS = {
    21: gettext_lazy("spring %(year)s"),
    22: gettext_lazy("summer %(year)s"),
    23: gettext_lazy("autumn %(year)s"),
    24: gettext_lazy("winter %(year)s"),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"(\d{4})-(\d{2})(-XX)?")
YEAR = re.compile(r"(\d{4})(-XX(-XX)?)?")
DECADE = re.compile(r"(\d{3})X")


def day_words(day: date) -> str:
    """One calendar day in full: "30 January 2023"."""
    return format_date(day, _form("DATE_FORMAT", "j F Y"))


def short_day_words(day: date) -> str:
    """One calendar day for a table: "30 Jan 2023"."""
    return format_date(day, _form("SHORT_DATE_FORMAT", "j M Y"))


def moment_words(moment: datetime) -> str:
    """A moment to the minute, in UTC: "30 January 2023, 14:05"."""
    return _at(day_words, moment, "H:i")


def second_words(moment: datetime) -> str:
    """A moment to the second, in UTC: "30 January 2023, 14:05:09"."""
    return _at(day_words, moment, "H:i:s")


def short_second_words(moment: datetime) -> str:
    """The same for a table: "30 Jan 2023, 14:05:09"."""
    return _at(short_day_words, moment, "H:i:s")


def _at(words: Callable[[date], str], moment: datetime, form: str) -> str:
    there = moment.astimezone(UTC)
    return _("%(day)s, %(time)s") % {"day": words(there), "time": format_date(there, form)}


def _form(name: str, english: str) -> str:
    """How dates are written: as Django knows it of the language; in English as people do in Europe.

    In many languages the months have a form of their own beside a day, which Django knows, too.
    """
    return english if (get_language() or "en") == "en" else get_format(name)


def stated_words(stated: StatedDate) -> str:
    """A date as stated, in full, with what is uncertain or approximate about it."""
    parts = [_marked(part, *_plain(part, LONG)) for part in _parts(stated)]
    if len(parts) == 1:
        return parts[0]
    return _("between %(first)s and %(last)s") % {"first": parts[0], "last": parts[1]}


def short_stated_words(stated: StatedDate) -> str:
    """A date as stated, for a table: "Dec 2022 – Jan 2023", "30 Jan 2022?"."""
    return " – ".join(_marked_short(part, _plain(part, SHORT)[0]) for part in _parts(stated))


@dataclass(frozen=True, slots=True)
class _Style:
    """How days and months are written."""

    day: Callable[[date], str]
    month: str


LONG = _Style(day_words, "F Y")
SHORT = _Style(short_day_words, "M Y")


def _parts(stated: StatedDate) -> list[StatedDate]:
    """The date itself, or the first and the last date of a span."""
    first, slash, last = stated.edtf.partition("/")
    if not slash:
        return [stated]
    return [
        StatedDate(first, stated.earliest, stated.earliest),
        StatedDate(last, stated.latest, stated.latest),
    ]


def _plain(stated: StatedDate, style: _Style) -> tuple[str, bool]:
    """The words without any mark, and whether the source leaves a part of the date open.

    Forms without words of their own are told by their first and last day.
    """
    edtf = stated.edtf.strip(MARKS)
    if DAY.fullmatch(edtf):
        return style.day(date.fromisoformat(edtf)), False
    if match := MONTH.fullmatch(edtf):
        return _month(int(match[1]), int(match[2]), style), bool(match[3])
    if match := YEAR.fullmatch(edtf):
        year = pgettext("a year alone", "%(year)s") % {"year": match[1].lstrip("0")}
        return year, bool(match[2])
    if match := DECADE.fullmatch(edtf):
        return _("the %(decade)s0s") % {"decade": match[1]}, False
    if stated.is_one_day:
        return style.day(stated.earliest), False
    first, last = style.day(stated.earliest), style.day(stated.latest)
    return _("between %(first)s and %(last)s") % {"first": first, "last": last}, False


def _marked(stated: StatedDate, words: str, is_open: bool) -> str:
    if is_open:
        words = _("%(date)s, day not stated") % {"date": words}
    if stated.edtf[-1:] in ("~", "%"):
        words = _("about %(date)s") % {"date": words}
    if stated.edtf[-1:] in ("?", "%"):
        words = _("%(date)s (uncertain)") % {"date": words}
    return words


def _marked_short(stated: StatedDate, words: str) -> str:
    if stated.edtf[-1:] in ("~", "%"):
        words = pgettext("approximate date, short", "c. %(date)s") % {"date": words}
    return f"{words}?" if stated.edtf[-1:] in ("?", "%") else words


def _month(year: int, month: int, style: _Style) -> str:
    if month in SEASONS:
        return str(SEASONS[month]) % {"year": year}
    words = format_date(date(year, month, 1), _form("YEAR_MONTH_FORMAT", style.month))
    return words.lower() if get_language() in SMALL_MONTHS else words
