"""Statements in the API: the list, one statement, its wordings, and who signed it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tracker.api.lists import Listed, answer_list
from tracker.api.parameters import list_parameters
from tracker.api.shapes import Stated, place, stated_date
from tracker.choices import Custody, Openness, StatementKind
from tracker.models import Statement
from tracker.queries.statements import StatementFilters, StatementRow, statement_rows

router = Router(tags=["Statements"])


class Amounts(Schema):
    """How many public offers and invitations there are, from tallies."""

    offered: int = Field(description="Offers to sign, whatever became of them.")
    invited: int = Field(description="Invitations to sign, likewise.")
    accepted: int = Field(description="Endorsements that stand; withheld names count as well.")
    waiting_issuer: int = Field(description="Those at which the issuer must act.")
    waiting_signatory: int = Field(description="Those at which the signatory must act.")


class StatementTold(Schema):
    """A text that somebody issued."""

    slug: str = Field(description="The statement's name in addresses; it stays.")
    url: str = Field(description="The statement in the API.")
    page: str = Field(description="The statement's page for people.")
    title: str
    kind: StatementKind
    issuer: str = Field(description="The issuer's name.")
    issuer_url: str = Field(description="The issuer in the API.")
    issued: Stated | None = Field(description="null: no source states a date.")
    openness: Openness = Field(description="Who may sign, as far as a program has to know it.")
    custody: Custody = Field(description="Whether the issuer uses this site, or is observed.")
    amounts: Amounts


class StatementList(Listed):
    """One page of statements."""

    items: list[StatementTold]


@router.get(
    "/",
    response=StatementList,
    operation_id="list_statements",
    summary="List statements",
    openapi_extra=list_parameters(StatementFilters),
)
def statements(request: HttpRequest) -> Any:
    """All published statements, narrowed by filters; newest first unless `sort` says otherwise."""
    return answer_list(
        request, StatementFilters(request.GET, today=timezone.localdate()), _statements
    )


def _statements(found: Iterable[Statement]) -> list[dict[str, Any]]:
    return [_statement(row) for row in statement_rows(found)]


def _statement(row: StatementRow) -> dict[str, Any]:
    return {
        "slug": row.url.split("/")[-2],
        **place(row.url),
        "title": row.title,
        "kind": row.kind,
        "issuer": row.issuer,
        "issuer_url": place(row.issuer_url)["url"],
        "issued": stated_date(row.issued, row.issued_words),
        "openness": row.openness,
        "custody": row.custody,
        "amounts": row.amounts,
    }
