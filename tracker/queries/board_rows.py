"""The lines of the status board in words, each label and date looked up once for all lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypedDict

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.choices import Direction, Lateness, Status, Visibility
from tracker.queries.addresses import addresses_of
from tracker.queries.submission_rows import countries_in_words, withheld_words
from tracker.rules.clocks import days_waiting, lateness, reading_day
from tracker.rules.date_words import short_day_words, short_stated_words
from tracker.rules.dates import StatedDate
from tracker.rules.wording import span_words

# What a line is made of: columns, and those that as_rows() adds.
LISTED = (
    *("pk", "reference", "signed_name", "signed_country", "signed_country_words", "visibility"),
    *("erased_at", "direction", "offered", "offered_earliest", "offered_latest", "status"),
    *("awaiting", "is_contested", "waiting_since", "decide_by", "known_until"),
    *("overdue_from", "long_overdue_from", "statement_title", "statement_slug", "positions_made"),
)
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
    words, country, not_stated = _Words(), countries_in_words(), _("country not stated")
    submission, statement = addresses_of("submission"), addresses_of("statement")
    return [
        BoardRow(
            url=submission(one.reference),
            name=words.name(one),
            is_withheld=one.visibility == Visibility.WITHHELD or not one.signed_name,
            country=country(one) or not_stated,
            exceptions=exceptions_words(one.positions_made),
            statement_url=statement(one.statement_slug),
            statement=one.statement_title,
            status=one.status,
            is_contested=one.is_contested,
            offered=words.offered(one),
            is_invitation=one.direction == Direction.INVITATION,
            waiting=words.waiting(one, today),
            late=words.late[lateness(one.overdue_from, one.long_overdue_from, today)],
            no_date=words.no_date if _has_no_date(one) else "",
            known=words.known(one),
        )
        for one in found
    ]


class _Words:
    """What the lines of one page are made of, in the reader's language."""

    def __init__(self) -> None:
        self.language = get_language()
        self.late = {
            Lateness.LONG_OVERDUE: _("long overdue"),
            Lateness.OVERDUE: _("overdue"),
            Lateness.IN_TIME: "",
        }
        self.no_date = _("no date given")

    def name(self, told: Any) -> str:
        """The name as the public may read it, or why there is none."""
        is_named = told.visibility != Visibility.WITHHELD
        return (told.signed_name if is_named else "") or withheld_words(told.erased_at)

    def offered(self, told: Any) -> str:
        return _offered(told.offered, told.offered_earliest, told.offered_latest, self.language)

    def waiting(self, told: Any, today: date) -> str:
        """How long somebody has had to act: an offer's date can be a span."""
        since: date | None = told.waiting_since
        first = told.offered_earliest if since == told.offered_latest else since
        until = reading_day(told.known_until, today)
        fewest = days_waiting(told.awaiting, since, until)
        return _waiting(fewest, days_waiting(told.awaiting, first, until), self.language)

    def known(self, told: Any) -> str:
        return _known(told.known_until, self.language) if told.known_until else ""


def _has_no_date(told: Any) -> bool:
    return bool(told.status == Status.DEFERRED and not told.decide_by)


def exceptions_words(amount: int) -> str:
    """How many exceptions somebody makes; "" for none."""
    if not amount:
        return ""
    told = ngettext("%(amount)s exception", "%(amount)s exceptions", amount)
    return told % {"amount": amount}


@lru_cache(REMEMBERED)
def _offered(edtf: str, earliest: date, latest: date, _language: str | None) -> str:
    return short_stated_words(StatedDate(edtf, earliest, latest))


@lru_cache(REMEMBERED)
def _waiting(fewest: int | None, most: int | None, _language: str | None) -> str:
    return "" if fewest is None or most is None else span_words(fewest, most)


@lru_cache(REMEMBERED)
def _known(until: date, _language: str | None) -> str:
    return _("known up to %(day)s") % {"day": short_day_words(until)}
