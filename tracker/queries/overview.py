"""The front page: the numbers of the whole record, what waits, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from tracker.models import Event, Statement, Tally
from tracker.queries.events import EventRow, event_rows, told_events
from tracker.queries.facets import COUNTED, Totals, all_totals
from tracker.queries.statements import StatementRow, statement_rows

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
    newest = Statement.objects.visible_to(None).select_related("issuer").order_by("-pk")[:SHOWN]
    events = told_events(Event.objects.visible_to(None)).order_by("-pk")[:NEWEST_EVENTS]
    return Overview(all_totals(), _waiting(), statement_rows(newest), event_rows(events))


def _waiting() -> list[Waiting]:
    cells = (
        Tally.objects.public()
        .filter(COUNTED["waiting_issuer"])
        .order_by()
        .values(
            title=F("statement__title"),
            slug=F("statement__slug"),
            issuer=F("statement__issuer__name"),
        )
        .annotate(total=Sum("amount"))
        .filter(total__gt=0)
        .order_by("-total", "slug")[:SHOWN]
    )
    return [Waiting(cell["title"], cell["slug"], cell["issuer"], cell["total"]) for cell in cells]
