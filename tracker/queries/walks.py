"""Walking through rows in their order until enough of them match."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import StrIndex

PLACE = "place_of_the_text"
MET = Q(**{f"{PLACE}__gt": 0})

Row = TypeVar("Row", bound=Model)


def walked(rows: QuerySet[Row], folded: str, otherwise: Q | None = None) -> QuerySet[Row]:
    """The rows that contain the folded text, or are wanted otherwise, as met on a walk.

    In words that make no planner look them all up and sort them.
    """
    placed: QuerySet[Row] = rows.alias(**{PLACE: StrIndex("folded", Value(folded))})
    return placed.filter(MET if otherwise is None else MET | otherwise)


def is_walked(rows: QuerySet[Any]) -> bool:
    """Whether matches are met on a walk: to count them, all rows would be read."""
    return PLACE in rows.query.annotations
