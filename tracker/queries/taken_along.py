"""What is taken along from a public statement: its head, and how many signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery

from tracker.choices import Openness
from tracker.models import Revision, Statement
from tracker.queries.facets import Totals, endorsed
from tracker.queries.prepared import Given, Prepared


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """A public statement; `language` is that of its latest wording, or "" without one."""

    statement: Statement
    language: str
    totals: Totals

    @property
    def endorsed(self) -> int | None:
        """How many endorsements stand; None where nobody is invited to sign."""
        return None if self.statement.openness == Openness.NOBODY else self.totals.accepted


def statement_to_take(slug: str) -> TakenAlong | None:
    """The statement at this address as everybody may read it; two queries."""
    found = next(iter(HEAD.rows(slug=slug)), None)
    if found is None:
        return None
    return TakenAlong(found, found.newest_language or "", endorsed(found))


def _head() -> QuerySet[Any]:
    newest = Revision.objects.filter(statement=OuterRef("pk")).order_by("-number")
    rows = Statement.objects.published().filter(slug=Given("slug", CharField()))
    return (
        rows.select_related("issuer")
        .annotate(newest_language=Subquery(newest.values("language")[:1]))
        .order_by()
    )


HEAD: Prepared[Any] = Prepared(_head)
