"""Rows found by a part of a name, quickly whether many match or one in a million."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from tracker.models import Signatory, Statement, Submission
from tracker.queries.walks import FARTHEST, walked, walked_a_page

# One letter is in nearly every name, and no index tells where.
SHORTEST = 2
# What two letters have is found by other means than what three or more have.
TRIGRAM = 3
# A match that is looked up costs about as much as two rows that are walked past, and walking fills
# a page of 50 after 50 / share rows: from the root of this times the table on it is cheaper.
WORTH = 30
# PostgreSQL's index collects all matches before it gives the first: what so many of the newest
# names contain is not looked up there.
SAMPLE, FREQUENT = 1000, 25
MOST_STATEMENTS = 1000

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _LookUp:
    """A question for the numbers of rows, and the values it takes for a folded text."""

    sql: str
    values: Callable[[str], list[Any]]


def _phrase(folded: str) -> list[str]:
    return ['"' + folded.replace('"', '""') + '"']


def _beginning(folded: str) -> list[str]:
    return [folded, folded + chr(0x10FFFF)]


def _part(folded: str) -> list[str]:
    escaped = re.sub(r"([\\%_])", r"\\\1", folded)
    return [f"%{escaped}%"]


# Of PostgreSQL as a step of its own, so that no limit makes it read the table and not the index.
_STEP = "WITH found AS MATERIALIZED (SELECT id FROM {{table}} WHERE {}) SELECT id FROM found"
# By vendor, and whether the text is too short for trigrams: on SQLite it then begins some of them.
LOOKED_UP = {
    ("sqlite", False): _LookUp(
        "SELECT rowid FROM {table}_names WHERE {table}_names MATCH %s", _phrase
    ),
    ("sqlite", True): _LookUp(
        "SELECT DISTINCT doc FROM {table}_grams WHERE term >= %s AND term < %s", _beginning
    ),
    ("postgresql", False): _LookUp(_STEP.format("folded LIKE %s"), _part),
    ("postgresql", True): _LookUp(
        _STEP.format("tracker_pairs(folded) @> ARRAY[%s]"), lambda folded: [folded]
    ),
}
# By vendor: the newest row's number, and how many of a sample of the newest have the text.
FIRST_LOOK = {
    "sqlite": "SELECT max(id), 0 FROM {table}",
    "postgresql": (
        "SELECT (SELECT max(id) FROM {table}), (SELECT count(*) FROM"
        " (SELECT folded FROM {table} ORDER BY id DESC LIMIT %s) AS newest"
        " WHERE strpos(folded, %s) > 0)"
    ),
}


def is_searchable(folded: str) -> bool:
    """Whether a folded text is long enough to be searched for."""
    return len(folded) >= SHORTEST


def signatories_named(rows: QuerySet[Signatory], folded: str) -> QuerySet[Signatory]:
    """Those whose folded name or one of whose other names contains the folded text."""
    return _named(rows, folded)


def signers_named(rows: QuerySet[Submission], folded: str) -> QuerySet[Submission]:
    """Those of which the name as signed, or another name of the signatory, contains the text."""
    return _named(rows, folded)


def submissions_named(rows: QuerySet[Submission], folded: str) -> QuerySet[Submission]:
    """Those whose signatory's names, or whose statement's title, contain the folded text."""
    titles = statements_named(Statement.objects.using(rows.db).published(), folded)
    statements = list(titles.order_by().values_list("pk", flat=True)[:MOST_STATEMENTS])
    if not statements:
        return _named(rows, folded)
    look = _first_look(rows, folded)
    named, most = _numbers(rows, folded, look), look.most
    titled = Submission.objects.using(rows.db).filter(statement__in=statements).order_by()
    numbers = list(titled.values_list("pk", flat=True)[: most + 1])
    if named is None or len(named) + len(numbers) > most:
        return walked(rows, folded, Q(statement__in=statements))
    return _numbered(rows, [*named, *numbers])


def statements_named(rows: QuerySet[Statement], folded: str) -> QuerySet[Statement]:
    """Those whose folded title contains the folded text; statements are few."""
    return rows.filter(folded__contains=folded)


def _named(rows: QuerySet[Row], folded: str) -> QuerySet[Row]:
    """Few matches are looked up and named by number, which no order can slow down.

    Many are met soon by walking through the rows in their order; all are looked up after all where
    they stand together at the end of it.
    """
    look = _first_look(rows, folded)
    found = _numbers(rows, folded, look)
    if found is not None:
        return _numbered(rows, found)
    if look.newest <= FARTHEST:
        return walked(rows, folded)
    table, looked_up = rows.model._meta.db_table, _look_up(rows, folded)
    numbers = RawSQL(looked_up.sql.format(table=table), looked_up.values(folded))  # noqa: S611
    return walked_a_page(rows, folded, rows.filter(pk__in=numbers))


def _numbered(rows: QuerySet[Row], numbers: list[int]) -> QuerySet[Row]:
    """The rows with these numbers, given as one value: thousands of them are slow to compile."""
    if not numbers:
        return rows.none()
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [numbers]))
    return rows.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(numbers)]))


@dataclass(frozen=True, slots=True)
class _Look:
    """About how many rows there are in the table, and whether the newest often have the text."""

    newest: int
    is_frequent: bool

    @property
    def most(self) -> int:
        """From how many matches on it is quicker to walk through a table of this size."""
        return isqrt(WORTH * self.newest)


def _first_look(rows: QuerySet[Any], folded: str) -> _Look:
    vendor = connections[rows.db].vendor
    values = [SAMPLE, folded] if vendor == "postgresql" else []
    (newest, frequent), *_rest = _answer(rows, FIRST_LOOK[vendor], values)
    return _Look(newest or 0, frequent > FREQUENT and newest > SAMPLE)


def _numbers(rows: QuerySet[Any], folded: str, look: _Look) -> list[int] | None:
    """The numbers of all rows that match, public or not; None if that is more than is worth it."""
    if look.is_frequent:
        return None
    looked_up = _look_up(rows, folded)
    values = [*looked_up.values(folded), look.most + 1]
    found = [number for (number,) in _answer(rows, f"{looked_up.sql} LIMIT %s", values)]
    return None if len(found) > look.most else found


def _look_up(rows: QuerySet[Any], folded: str) -> _LookUp:
    return LOOKED_UP[connections[rows.db].vendor, len(folded) < TRIGRAM]


def _answer(rows: QuerySet[Any], sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a question about the table of these rows gives."""
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql.format(table=rows.model._meta.db_table), values)
        return list(cursor.fetchall())
