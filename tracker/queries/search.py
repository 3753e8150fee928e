"""Rows found by a part of a name, quickly whether many match or one in a million."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from tracker.models import Signatory, Statement, Submission

# Up to this many matches are named one by one; more are frequent enough to be met on the way.
MOST = 1000
# Trigrams find nothing shorter.
SHORTEST = 3

Row = TypeVar("Row", bound=Model)


def signatories_named(rows: QuerySet[Signatory], folded: str) -> QuerySet[Signatory]:
    """Those whose folded name or one of whose other names contains the folded text."""
    found = _numbers(Signatory, folded)
    return rows.filter(folded__contains=folded) if found is None else rows.filter(pk__in=found)


def submissions_named(rows: QuerySet[Submission], folded: str) -> QuerySet[Submission]:
    """Those whose signatory's names, or whose statement's title, contain the folded text.

    Three bounded look-ups first: few matches are then named by number, which no order can slow
    down; many are met soon by walking through the rows in order.
    """
    statements = list(
        statements_named(Statement.objects.published(), folded).values_list("pk", flat=True)[:MOST]
    )
    found = _numbers(Submission, folded)
    titled = _few(Submission.objects.filter(statement__in=statements)) if statements else []
    if found is None or titled is None or len(found) + len(titled) > MOST:
        return rows.filter(Q(folded__contains=folded) | Q(statement__in=statements))
    return rows.filter(pk__in=[*found, *titled])


def signers_named(rows: QuerySet[Submission], folded: str) -> QuerySet[Submission]:
    """Those of which the name as signed, or another name of the signatory, contains the text."""
    found = _numbers(Submission, folded)
    return rows.filter(folded__contains=folded) if found is None else rows.filter(pk__in=found)


def statements_named(rows: QuerySet[Statement], folded: str) -> QuerySet[Statement]:
    """Those whose folded title contains the folded text; statements are few."""
    return rows.filter(folded__contains=folded)


def _numbers(model: type[Model], folded: str) -> list[int] | None:
    """The numbers of all rows that match, public or not; None if too many or the text too short."""
    if len(folded) < SHORTEST:
        return None
    if connection.vendor == "postgresql":
        return _few(model._default_manager.filter(folded__contains=folded))
    table = model._meta.db_table
    phrase = '"' + folded.replace('"', '""') + '"'
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {table}_names WHERE {table}_names MATCH %s LIMIT %s",  # noqa: S608
            [phrase, MOST + 1],
        )
        return _unless_many(number for (number,) in cursor.fetchall())


def _few(rows: QuerySet[Row]) -> list[int] | None:
    return _unless_many(rows.order_by().values_list("pk", flat=True)[: MOST + 1])


def _unless_many(numbers: Iterable[int]) -> list[int] | None:
    found = list(numbers)
    return None if len(found) > MOST else found
