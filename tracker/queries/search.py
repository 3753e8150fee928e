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

from tracker.models import Statement, Submission
from tracker.queries.walks import walked

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
# More than these are shown newest first.
FEW = 100
MOST_STATEMENTS = 1000

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _LookUp:
    """A question for the numbers of rows, and the values it takes for a folded text."""

    sql: str
    values: Callable[[str], list[Any]]


def phrase(folded: str) -> list[Any]:
    """The text as SQLite's index takes it: as it stands, with no word for it to understand."""
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
        "SELECT rowid FROM {table}_names WHERE {table}_names MATCH %s", phrase
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


# PostgreSQL's: whether more than a few of more of the newest have it.
LONGER_SAMPLE = 20_000
LONGER_LOOK = (
    "SELECT count(*) FROM (SELECT 1 FROM (SELECT folded FROM {table} ORDER BY id DESC LIMIT %s)"
    " AS newest WHERE strpos(folded, %s) > 0 LIMIT %s) AS found"
)


def is_searchable(folded: str) -> bool:
    """Whether a folded text is long enough to be searched for."""
    return len(folded) >= SHORTEST


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the rows whose names contain a text, rising; None where they are too many.

    They are of all rows of a table, public or not.
    """

    numbers: list[int] | None

    @property
    def is_many(self) -> bool:
        """Whether they are more than somebody reads through: then the newest come first."""
        return self.numbers is None or len(self.numbers) > FEW


def find(rows: QuerySet[Any], folded: str) -> Found:
    """What contains a folded text in the table of these rows, whatever these are narrowed by.

    Whether that is many is the same on both databases.
    """
    look = _first_look(rows, folded)
    if look.is_frequent and _are_many_of_newest(rows, folded):
        return Found(None)
    is_in_order = is_kept_in_order(connections[rows.db].vendor, folded)
    numbers = _looked_up(rows, folded, FEW if is_in_order else max(FEW, look.most))
    return Found(None if numbers is None else sorted(numbers))


def is_kept_in_order(vendor: str, folded: str) -> bool:
    """Whether an index gives what contains the text by number, from any number on."""
    return vendor == "sqlite" and len(folded) >= TRIGRAM


def numbered(rows: QuerySet[Row], numbers: list[int]) -> QuerySet[Row]:
    """The rows with these numbers, given as one value: thousands of them are slow to compile."""
    if not numbers:
        return rows.none()
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [numbers]))
    return rows.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(numbers)]))


def named(rows: QuerySet[Row], folded: str) -> QuerySet[Row]:
    """Those of signatories, or of submissions as signed, with a name that contains a folded text.

    Few are named by number, which no order can slow down; many are met by walking.
    """
    found = _numbers(rows, folded, _first_look(rows, folded))
    return walked(rows, folded) if found is None else numbered(rows, found)


def submissions_named(rows: QuerySet[Submission], folded: str) -> QuerySet[Submission]:
    """Those whose signatory's names, or whose statement's title, contain the folded text."""
    titles = statements_named(Statement.objects.using(rows.db).published(), folded)
    statements = list(titles.order_by().values_list("pk", flat=True)[:MOST_STATEMENTS])
    if not statements:
        return named(rows, folded)
    look = _first_look(rows, folded)
    numbers_named, most = _numbers(rows, folded, look), look.most
    titled = Submission.objects.using(rows.db).filter(statement__in=statements).order_by()
    numbers = list(titled.values_list("pk", flat=True)[: most + 1])
    if numbers_named is None or len(numbers_named) + len(numbers) > most:
        return walked(rows, folded, Q(statement__in=statements))
    return numbered(rows, [*numbers_named, *numbers])


def statements_named(rows: QuerySet[Statement], folded: str) -> QuerySet[Statement]:
    """Those whose folded title contains the folded text; statements are few."""
    return rows.filter(folded__contains=folded)


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


def _are_many_of_newest(rows: QuerySet[Any], folded: str) -> bool:
    [(amount,)] = _answer(rows, LONGER_LOOK, [LONGER_SAMPLE, folded, FEW + 1])
    return bool(amount > FEW)


def _numbers(rows: QuerySet[Any], folded: str, look: _Look) -> list[int] | None:
    """The numbers of all rows that match, public or not; None if that is more than is worth it."""
    return None if look.is_frequent else _looked_up(rows, folded, look.most)


def _looked_up(rows: QuerySet[Any], folded: str, most: int) -> list[int] | None:
    looked_up = _look_up(rows, folded)
    values = [*looked_up.values(folded), most + 1]
    found = [number for (number,) in _answer(rows, f"{looked_up.sql} LIMIT %s", values)]
    return None if len(found) > most else found


def _look_up(rows: QuerySet[Any], folded: str) -> _LookUp:
    return LOOKED_UP[connections[rows.db].vendor, len(folded) < TRIGRAM]


def _answer(rows: QuerySet[Any], sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a question about the table of these rows gives."""
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql.format(table=rows.model._meta.db_table), values)
        return list(cursor.fetchall())
