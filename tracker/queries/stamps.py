"""The stamp of the record: numbers that change whenever anything that pages show has changed."""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery, Sum, Value

from tracker.models import Event, Projection

# PostgreSQL gives out event numbers before commit: below the newest event one may still appear.
LATE = 1000

# The newest event's number; how many of the last numbers are taken; how far all is folded.
Stamp: TypeAlias = tuple[int, int, int]
NOTHING: Stamp = (0, 0, 0)


def newest_stamp(alias: str | None = None) -> Stamp:
    """The stamp now; one query of three short walks along indexes, whatever the number of rows.

    It is read from where the record is read, or from the database of this alias. Of two stamps the
    greater one is of a later state, also when they come from a primary and from its replica.
    """
    near = Event.objects.filter(pk__gt=OuterRef("pk") - LATE)
    newest = (
        Event.objects.using(alias)
        .order_by("-pk")
        .values_list("pk", _one(near, Count("pk")), _one(Projection.objects.all(), Sum("position")))
    )
    event, taken, folded = newest.first() or NOTHING
    return event, taken, folded or 0


def _one(rows: QuerySet[Model], aggregate: Count | Sum) -> Subquery:
    """One number about all these rows, as a column of another query."""
    alike = rows.order_by().annotate(alike=Value(1)).values("alike")
    return Subquery(alike.annotate(number=aggregate).values(told=F("number")))
