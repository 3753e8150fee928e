"""Statistics in the API: how many submissions there are of each sort, from tallies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from tracker.api.lists import refuse_empty, refuse_unknown
from tracker.api.parameters import slug_parameter
from tracker.api.problems import Problem
from tracker.api.shapes import Named, named
from tracker.api.statements import find_statement
from tracker.choices import Party, SignatoryKind, Status
from tracker.models import Statement
from tracker.queries.facets import all_totals, facet_counts, totals_of
from tracker.queries.statement_choices import NO_STATEMENT

router = Router(tags=["Statistics"])

STATEMENT = "statement"


class TotalsTold(Schema):
    """How many public submissions there are, and of some sorts how many."""

    offered: int = Field(description="Offers to sign, whatever became of them.")
    invited: int = Field(description="Invitations to sign, likewise.")
    accepted: int = Field(description="Endorsements that stand.")
    accepted_withheld: int = Field(description="Those of them whose name is withheld.")
    waiting_issuer: int = Field(description="Those at which the issuer must act.")
    waiting_signatory: int = Field(description="Those at which the signatory must act.")
    refused: int
    published: int = Field(description="Those that the signatory published itself.")
    listed: int = Field(description="Those that the issuer's own list shows.")
    contested: int = Field(description="Those at which a side disputes what the other said.")


class StatisticsTold(Schema):
    """Numbers of the whole public record, or of one statement: offers and invitations together."""

    statement: Named | None = Field(description="null: of all published statements.")
    totals: TotalsTold
    by_status: dict[Status, int]
    by_party: dict[Party, int] = Field(description="Who must act.")
    by_kind: dict[SignatoryKind, int] = Field(description="The kind of signatory, as signed.")
    by_country: dict[str, int] = Field(
        description="The country as signed: ISO 3166-1 alpha-2; “none”: not stated."
    )


@router.get(
    "/",
    response=StatisticsTold,
    operation_id="read_statistics",
    summary="Read numbers",
    openapi_extra={"parameters": [slug_parameter(STATEMENT, "Of this statement only.")]},
)
def statistics(request: HttpRequest) -> Any:
    """How many submissions there are of each sort; sorts of which there are none are left out."""
    refuse_unknown(request, [STATEMENT])
    refuse_empty(request)
    statement = _statement(request.GET.get(STATEMENT))
    counts = facet_counts({STATEMENT: statement} if statement else {})
    return {
        "statement": named(STATEMENT, statement.slug, statement.title) if statement else None,
        "totals": asdict(totals_of(statement) if statement else all_totals()),
        "by_status": _some(counts["status"]),
        "by_party": _some(counts["awaiting"]),
        "by_kind": _some(counts["kind"]),
        "by_country": {code or "none": n for code, n in _some(counts["country"]).items()},
    }


def _statement(slug: str | None) -> Statement | None:
    """The statement whose numbers are asked for, by a filter; none for those of all."""
    if slug is None:
        return None
    try:
        return find_statement(slug)
    except Http404:
        detail = NO_STATEMENT % {"value": slug}
        raise Problem(400, "bad-filter", detail, names=[STATEMENT]) from None


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {choice: amount for choice, amount in sorted(counts.items()) if amount}
