"""Reads of the bare database, rows as tuples: what a page of the bench could cost at least."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.db.models import QuerySet

from tracker.choices import Status, Visibility
from tracker.management.benches import STATEMENT
from tracker.models import Statement, Submission
from tracker.queries.pages import SIZE
from tracker.queries.raw_reads import read_raw

LIST, ROW = "rows of a list", "one row by its key"
COLUMNS = ("sort_name", "pk", "reference", "signed_name", "signed_kind", "signed_country")
AT_ONCE = 20


def raw_rate(name: str, seconds: float) -> float:
    """How often a second one process reads what is named, for so many seconds.

    A list is the first page of who signed, by its index, with six columns of each row.
    """
    rows, reads, start = _rows(name), 0, perf_counter()
    while perf_counter() - start < seconds:
        read_raw(rows, AT_ONCE)
        reads += AT_ONCE
    return reads / (perf_counter() - start)


def _rows(name: str) -> QuerySet[Any, Any]:
    if name == ROW:
        return Statement.objects.filter(slug=STATEMENT).values_list()
    statement = Statement.objects.get(slug=STATEMENT)
    signed = Submission.objects.filter(
        statement=statement, is_public=True, status=Status.ACCEPTED, visibility=Visibility.NAMED
    )
    return signed.order_by("sort_name", "pk").values_list(*COLUMNS)[: SIZE + 1]
