"""Dates as stated by a source: EDTF strings (ISO 8601-2, levels 0 and 1) and the days they span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from time import struct_time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from edtf import EDTFParseException, parse_edtf
from edtf.parser import parser_classes as edtf_forms

LONGEST = 40
LEVELS_0_AND_1 = (
    edtf_forms.Date,
    edtf_forms.UncertainOrApproximate,
    edtf_forms.Unspecified,
    edtf_forms.Interval,
    edtf_forms.Level1Interval,
    edtf_forms.Season,
)
HOW_TO_WRITE = gettext_lazy(
    "Write a day (2022-01-30), a month (2022-01), a year (2022) or a span (2022-12/2023-01). "
    "Add ? if it is uncertain, ~ if it is approximate."
)


class NotEDTF(ValueError):
    """The text is not a date as this site understands it; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """One date as stated: its EDTF string, and the first and last day that it can mean."""

    edtf: str
    earliest: date
    latest: date

    @property
    def is_doubtful(self) -> bool:
        """Whether whoever stated or recorded it marked it as uncertain or approximate."""
        return any(mark in self.edtf for mark in "?~%")

    @property
    def is_one_day(self) -> bool:
        return self.earliest == self.latest


def read_date(edtf: str) -> StatedDate:
    """The stated date an EDTF string names; raises NotEDTF with words for the person typing."""
    text = edtf.strip()
    parsed = _parse(text)
    if not isinstance(parsed, LEVELS_0_AND_1):
        raise NotEDTF(_not_a_date(text))
    earliest, latest = _day(parsed.lower_strict(), text), _day(parsed.upper_strict(), text)
    if earliest > latest:
        raise NotEDTF(
            _("“%(text)s” ends before it begins. Put the earlier date first.") % {"text": text}
        )
    return StatedDate(text, earliest, latest)


def exact_day(day: date) -> StatedDate:
    """The stated date that means just this calendar day."""
    return StatedDate(day.isoformat(), day, day)


def days_between(first: StatedDate, second: StatedDate) -> tuple[int, int]:
    """How many days lie between two stated dates, at least and at most; never below zero."""
    fewest = (second.earliest - first.latest).days
    most = (second.latest - first.earliest).days
    return max(fewest, 0), max(most, 0)


def certainly_before(first: StatedDate, second: StatedDate) -> bool:
    """Whether every day the first can mean lies before every day the second can mean."""
    return first.latest < second.earliest


def _parse(text: str) -> Any:
    # edtf 5 fails on open-ended intervals with a TypeError instead of a parse error: refuse them.
    if not text or len(text) > LONGEST or ".." in text:
        raise NotEDTF(_not_a_date(text))
    try:
        return parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError) as error:
        raise NotEDTF(_not_a_date(text)) from error


def _day(moment: struct_time, text: str) -> date:
    try:
        return date(*moment[:3])
    except ValueError as error:
        raise NotEDTF(_not_a_date(text)) from error


def _not_a_date(text: str) -> str:
    return _("“%(text)s” is not a date this site can read.") % {"text": text} + f" {HOW_TO_WRITE}"
