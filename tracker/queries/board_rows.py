"""The lines of the status board in words, each label and date looked up once for all lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypedDict

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.choices import Direction, Lateness, Status
from tracker.queries.submission_rows import SubmissionRow, submission_row
from tracker.rules.date_words import short_day_words, short_stated_words
from tracker.rules.dates import StatedDate
from tracker.rules.wording import span_words

# Of all languages together; the board shows few days at a time.
REMEMBERED = 4096


class BoardRow(TypedDict):
    """One line: a dictionary, which templates read the quickest; what does not apply is "".

    `waiting` is how long somebody has had to act, `late` whether that is too long, `no_date` that
    a deferral gave none, and `known` how far the record reaches.
    """

    url: str
    name: str
    is_withheld: bool
    country: str
    exceptions: str
    statement_url: str
    statement: str
    status: str
    is_contested: bool
    offered: str
    is_invitation: bool
    waiting: str
    late: str
    no_date: str
    known: str


def board_rows(found: Sequence[Any], today: date) -> list[BoardRow]:
    """The lines of what SubmissionFilters.listed() gives, as on this day."""
    late = {
        Lateness.LONG_OVERDUE: _("long overdue"),
        Lateness.OVERDUE: _("overdue"),
    }
    not_stated, language = _("country not stated"), get_language()
    return [
        BoardRow(
            url=row.url,
            name=row.name_words,
            is_withheld=row.is_withheld,
            country=row.country_words or not_stated,
            exceptions=exceptions_words(row.positions),
            statement_url=row.statement_url,
            statement=row.statement,
            status=row.status,
            is_contested=row.is_contested,
            offered=_offered(row.offered, language),
            is_invitation=row.direction == Direction.INVITATION,
            waiting=_waiting(row.days_waiting, row.days_waiting_most, language),
            late=late.get(Lateness(row.lateness), ""),
            no_date=_no_date(row),
            known=_known(row.known_until, language),
        )
        for row in (submission_row(one, today) for one in found)
    ]


def exceptions_words(amount: int) -> str:
    """How many exceptions somebody makes; "" for none."""
    if not amount:
        return ""
    told = ngettext("%(amount)s exception", "%(amount)s exceptions", amount)
    return told % {"amount": amount}


def _no_date(row: SubmissionRow) -> str:
    has_none = row.status == Status.DEFERRED and not row.decide_by
    return _("no date given") if has_none else ""


@lru_cache(REMEMBERED)
def _offered(stated: StatedDate, _language: str | None) -> str:
    return short_stated_words(stated)


@lru_cache(REMEMBERED)
def _waiting(fewest: int | None, most: int | None, _language: str | None) -> str:
    return "" if fewest is None or most is None else span_words(fewest, most)


@lru_cache(REMEMBERED)
def _known(until: date | None, _language: str | None) -> str:
    return _("known up to %(day)s") % {"day": short_day_words(until)} if until else ""
