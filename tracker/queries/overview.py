"""The front page: the numbers of the whole record, what waits, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from tracker.models import Event, Statement, Tally
from tracker.queries.events import EventRow, event_rows, told_tuples
from tracker.queries.facets import COUNTED, Totals, all_totals
from tracker.queries.prepared import Prepared
from tracker.queries.statements import StatementRow, by_statement, statement_rows, summed

SHOWN = 6
NEWEST_EVENTS = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement at which submissions wait for the issuer, and how many."""

    title: str
    slug: str
    issuer: str
    amount: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the front page."""

    totals: Totals
    waiting: list[Waiting]
    newest: list[StatementRow]
    events: list[EventRow]


def overview() -> Overview:
    """What everybody sees on the front page; five queries."""
    newest, amounts = NEWEST.rows(), by_statement(AMOUNTS.rows())
    waiting = [Waiting(*told) for told in WAITING.rows()]
    return Overview(
        all_totals(), waiting, statement_rows(newest, amounts), event_rows(EVENTS.rows())
    )


def _newest() -> QuerySet[Statement]:
    return Statement.objects.visible_to(None).order_by("-pk")[:SHOWN]


def _waiting() -> QuerySet[Any, Any]:
    """Title, address, issuer and amount of the statements at which most wait."""
    cells = Tally.objects.public().filter(COUNTED["waiting_issuer"]).order_by()
    named = cells.values_list("statement__title", "statement__slug", "statement__issuer__name")
    ranked = named.annotate(total=Sum("amount")).filter(total__gt=0)
    return ranked.order_by("-total", "statement__slug")[:SHOWN]


NEWEST: Prepared[Statement] = Prepared(lambda: _newest().select_related("issuer"))
AMOUNTS: Prepared[Any] = Prepared(
    lambda: summed(Tally.objects.filter(statement__in=_newest().values("pk")))
)
WAITING: Prepared[Any] = Prepared(_waiting)
EVENTS: Prepared[Any] = Prepared(
    lambda: told_tuples(Event.objects.visible_to(None)).order_by("-pk")[:NEWEST_EVENTS]
)
