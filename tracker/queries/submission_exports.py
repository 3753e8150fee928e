"""Submissions as everybody may take them along: their columns, read without making models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localdate
from django_countries import countries

from tracker.choices import Party, Visibility
from tracker.models import Position, Revision, Signatory, Statement
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
# A truth value as the databases write it.
TRUE = ("1", "true")
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
    """The cells of submissions."""
    cells_of = _telling(today)
    for chunk in chunks_of(found.values_list(*_told_columns()).iterator(chunk_size=CHUNK)):
        besides = _besides(chunk)
        yield [cells_of(row, besides) for row in chunk]


def _told_columns() -> list[Any]:
    """What is read of a row, in the order in which _besides() and _telling() take it.

    As text and whole numbers: Django would pass each value of another type through a function.
    """
    made = Position.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    return [
        "statement_id",
        "revision_id",
        _signatory_slug(),
        Cast(Subquery(made.annotate(made=Count("pk")).values("made")), TextField()),
        "reference",
        "signed_name",
        "visibility",
        Cast("erased_at", TextField()),
        "signed_kind",
        "signed_country",
        "signed_country_words",
        _day("overdue_from"),
        _day("long_overdue_from"),
        Cast("is_contested", TextField()),
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


class _Besides(NamedTuple):
    """What the rows of a chunk tell of tables in which few rows are meant, by the numbers there.

    As sub-queries of each row they take PostgreSQL longer than all the rest.
    """

    statements: dict[int, tuple[str, str]]
    revisions: dict[int, int]


def _besides(chunk: list[Any]) -> _Besides:
    statements, revisions = ({row[place] for row in chunk} for place in (0, 1))
    titled = Statement.objects.filter(pk__in=statements).order_by()
    numbered = Revision.objects.filter(pk__in=revisions).order_by()
    return _Besides(
        {pk: (title, slug) for pk, title, slug in titled.values_list("pk", "title", "slug")},
        dict(numbered.values_list("pk", "number")),
    )


def _signatory_slug() -> str | Subquery:
    """Joined on PostgreSQL, which takes as long for a sub-query of each row as for all the rest.

    SQLite might begin with the signatories and sort.
    """
    if connection.vendor == "postgresql":
        return "signatory__slug"
    signatory = Signatory.objects.filter(pk=OuterRef("signatory")).order_by()
    return Subquery(signatory.values("slug"))


def _day(name: str) -> Cast:
    """A day as text: making dates of all of them, and text of the dates, is most of the work."""
    return Cast(name, TextField())


def _erased_on(text: str) -> str:
    """The day of an instant as the database writes it; SQLite leaves out that it is in UTC."""
    instant = datetime.fromisoformat(text)
    return localdate(instant if instant.tzinfo else instant.replace(tzinfo=UTC)).isoformat()


def _telling(today: date) -> Callable[[tuple[Any, ...], _Besides], Cells]:
    """A function that makes the cells of a row from its values in the order of _told_columns()."""
    board, statements, signatories = (
        site_address(reverse(name)) for name in ("submissions", "statements", "signatories")
    )
    day = today.isoformat()
    withheld, nobody = Visibility.WITHHELD.value, Party.NOBODY.value

    @cache
    def country_name(code: str) -> str:
        return str(countries.name(code)) if code else ""

    def cells(row: tuple[Any, ...], besides: _Besides) -> Cells:
        statement, revision, signatory, positions, reference, name, visibility, erased_at = row[:8]
        kind, country, words, overdue, long_overdue, contested, awaiting, since = row[8:16]
        title, slug = besides.statements[statement]
        is_named = visibility != withheld
        return (
            reference,
            f"{board}{reference}/",
            title,
            f"{statements}{slug}/",
            besides.revisions[revision],
            name if is_named else "",
            f"{signatories}{signatory}/" if is_named else None,
            not is_named,
            _erased_on(erased_at) if erased_at else None,
            kind,
            country,
            words or country_name(country),
            *row[16:23],
            awaiting,
            since if awaiting != nobody else None,
            *row[23:],
            lateness(overdue, long_overdue, day),
            contested in TRUE,
            int(positions) if positions else 0,
        )

    return cells
