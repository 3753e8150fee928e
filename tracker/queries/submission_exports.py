"""Submissions as everybody may take them along: their columns, read without making models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from django.db.models import IntegerField, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localdate
from django_countries import countries

from tracker.choices import Party, Visibility
from tracker.queries.exports import CHUNK, Cells, Chunks, Export, chunks_of, site_address
from tracker.rules.clocks import lateness

# Dates as ISO 8601, `offered` as EDTF.
COLUMNS = (
    "reference",
    "address",
    "statement",
    "statement_address",
    "revision",
    "signatory",
    "signatory_address",
    "name_withheld",
    "erased_on",
    "kind",
    "country",
    "country_as_signed",
    "direction",
    "channel",
    "offered",
    "offered_earliest",
    "offered_latest",
    "offered_in_the_sources_words",
    "status",
    "who_must_act",
    "waiting_since",
    "acknowledge_by",
    "decide_by",
    "decided_on",
    "published_on",
    "listed_on",
    "known_until",
    "lateness",
    "contested",
    "positions",
)
# Of the list of who signed one statement, and which column of all submissions each of them is.
SIGNED_COLUMNS = {
    "name_as_signed": "signatory",
    "signatory_address": "signatory_address",
    "kind": "kind",
    "country": "country",
    "country_as_signed": "country_as_signed",
    "positions": "positions",
    "revision": "revision",
    "reference": "reference",
    "address": "address",
}


def submission_export(today: date) -> Export:
    """The export of the status board, lateness as it is on this day."""
    return Export(COLUMNS, lambda found: _read(found, today))


def signed_export(today: date) -> Export:
    """The export of who signed one statement."""
    chosen = itemgetter(*(COLUMNS.index(name) for name in SIGNED_COLUMNS.values()))

    def read(found: QuerySet[Any]) -> Chunks:
        return ([chosen(cells) for cells in chunk] for chunk in _read(found, today))

    return Export(tuple(SIGNED_COLUMNS), read)


def _read(found: QuerySet[Any], today: date) -> Chunks:
    """The cells of submissions that as_rows() was applied to."""
    cells_of = _telling(today)
    for chunk in chunks_of(found.values_list(*_told_columns()).iterator(chunk_size=CHUNK)):
        yield [cells_of(row) for row in chunk]


def _told_columns() -> list[Any]:
    """What is read of a row, in the order in which _telling() takes it."""
    return [
        "reference",
        "statement_title",
        "statement_slug",
        "revision_number",
        "signed_name",
        "signatory_slug",
        "visibility",
        "erased_at",
        "signed_kind",
        "signed_country",
        "signed_country_words",
        _day("overdue_from"),
        _day("long_overdue_from"),
        Cast("is_contested", IntegerField()),
        "positions_made",
        "awaiting",
        _day("waiting_since"),
        # From here on as they are told.
        "direction",
        "channel",
        "offered",
        _day("offered_earliest"),
        _day("offered_latest"),
        "offered_words",
        "status",
        _day("acknowledge_by"),
        _day("decide_by"),
        _day("decided_on"),
        _day("published_on"),
        _day("listed_on"),
        _day("known_until"),
    ]


def _day(name: str) -> Cast:
    """A day as text: making dates of all of them, and text of the dates, is most of the work."""
    return Cast(name, TextField())


def _telling(today: date) -> Callable[[tuple[Any, ...]], Cells]:
    """A function that makes the cells of a row from its values in the order of _told_columns()."""
    board, statements, signatories = (
        site_address(reverse(name)) for name in ("submissions", "statements", "signatories")
    )
    day = today.isoformat()
    withheld, nobody = Visibility.WITHHELD.value, Party.NOBODY.value

    @cache
    def country_name(code: str) -> str:
        return str(countries.name(code)) if code else ""

    def cells(row: tuple[Any, ...]) -> Cells:
        reference, title, slug, revision, name, signatory, visibility, erased_at = row[:8]
        kind, country, words, overdue, long_overdue, contested, positions = row[8:15]
        awaiting, since = row[15:17]
        is_named = visibility != withheld
        return (
            reference,
            f"{board}{reference}/",
            title,
            f"{statements}{slug}/",
            revision,
            name if is_named else "",
            f"{signatories}{signatory}/" if is_named else None,
            not is_named,
            localdate(erased_at).isoformat() if erased_at else None,
            kind,
            country,
            words or country_name(country),
            *row[17:24],
            awaiting,
            since if awaiting != nobody else None,
            *row[24:],
            lateness(overdue, long_overdue, day),
            contested == 1,
            positions,
        )

    return cells
