"""Walking through rows in their order until enough of them match, so far and no farther."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, ExpressionWrapper, F, Model, Q, QuerySet, Value
from django.db.models.functions import StrIndex

# Rows walked past for one page. Names that begin alike stand together in a list by name, so that
# many matches can still be far away.
FARTHEST = 10_000
PLACE, WALK = "place_of_the_text", "walk"
MET = Q(**{f"{PLACE}__gt": 0})

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Walk(Generic[Row]):
    """The rows among which to search, with the place of the text, and all matches as looked up."""

    rows: QuerySet[Row]
    looked_up: QuerySet[Row]

    def first(self, pieces: list[QuerySet[Row]], limit: int) -> list[Row] | None:
        """The first matches in these pieces of the rows, in order; None if they are too far off."""
        numbers: list[int] = []
        for piece in pieces:
            missing = limit - len(numbers)
            found = self._numbers(piece, missing)
            numbers += found
            if len(found) == missing:
                break
            if piece.values("pk")[FARTHEST : FARTHEST + 1]:
                return None
        rows = {row.pk: row for row in self.rows.filter(pk__in=numbers)}
        return [rows[number] for number in numbers if number in rows]

    def _numbers(self, piece: QuerySet[Row], limit: int) -> list[int]:
        met = ExpressionWrapper(MET, output_field=BooleanField())
        walked = piece.annotate(walked=F("pk"), met=met).values_list("walked", "met")[:FARTHEST]
        try:
            sql, values = walked.query.get_compiler(piece.db).as_sql()
        except EmptyResultSet:
            return []
        with connections[piece.db].cursor() as cursor:
            cursor.execute(
                f"SELECT walked FROM ({sql}) AS walk WHERE met LIMIT %s",  # noqa: S608
                [*values, limit],
            )
            return [number for (number,) in cursor.fetchall()]


def walked(rows: QuerySet[Row], folded: str, otherwise: Q | None = None) -> QuerySet[Row]:
    """The rows that contain the folded text, or are wanted otherwise, as met on a walk.

    In words that make no planner look them all up and sort them.
    """
    placed: QuerySet[Row] = rows.alias(**{PLACE: StrIndex("folded", Value(folded))})
    return placed.filter(MET if otherwise is None else MET | otherwise)


def walked_a_page(rows: QuerySet[Row], folded: str, looked_up: QuerySet[Row]) -> QuerySet[Row]:
    """The rows that contain the folded text, with the walk kept until they are narrowed or ordered.

    queries.pages takes it a page at a time, and all as looked up where a page is too far off.
    """
    found = walked(rows, folded)
    placed = rows.alias(**{PLACE: StrIndex("folded", Value(folded))})
    setattr(found, WALK, Walk(placed, looked_up))
    return found


def walk_of(rows: QuerySet[Any]) -> Walk[Any] | None:
    """The walk on which these rows are met; None if they are not."""
    found: Walk[Any] | None = getattr(rows, WALK, None)
    return found


def as_tuples(rows: QuerySet[Any], columns: Iterable[str]) -> QuerySet[Any, Any]:
    """The rows as named tuples of these columns, met on the same walk if they are met on one."""
    tuples = rows.values_list(*columns, named=True)
    walk = walk_of(rows)
    if walk is not None:
        of_walk = (one.values_list(*columns, named=True) for one in (walk.rows, walk.looked_up))
        setattr(tuples, WALK, Walk(*of_walk))
    return tuples


def is_walked(rows: QuerySet[Any]) -> bool:
    """Whether matches are met on a walk: to count them, all rows would be read."""
    return PLACE in rows.query.annotations
