"""Statements in the API: the list, one statement, and who signed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tracker.api.lists import Listed, answer_list, refuse_unknown
from tracker.api.parameters import list_parameters
from tracker.api.revisions import RevisionShort, RevisionTold, revision_short, revision_told
from tracker.api.shapes import (
    COUNTRY,
    PAGE,
    URL,
    CorrectionShort,
    Named,
    Slug,
    SourceTold,
    Stated,
    corrections_told,
    named,
    named_by,
    place,
    sources_told,
    stated_date,
)
from tracker.choices import Custody, DecisionPolicy, Openness, SignatoryKind, StatementKind
from tracker.models import Statement
from tracker.queries.signed import SignedFilters
from tracker.queries.statement_pages import CORRECTIONS, SOURCES
from tracker.queries.statements import StatementFilters, StatementRow, statement_rows
from tracker.queries.submission_rows import country_words

router = Router(tags=["Statements"])


class Amounts(Schema):
    """How many public offers and invitations there are."""

    offered: int = Field(description="Offers to sign, whatever became of them.")
    invited: int = Field(description="Invitations to sign, likewise.")
    accepted: int = Field(description="Endorsements that stand; withheld names count as well.")
    waiting_issuer: int = Field(description="Those at which the issuer must act.")
    waiting_signatory: int = Field(description="Those at which the signatory must act.")


class StatementTold(Schema):
    """A text that somebody issued."""

    slug: str = Field(description="Its name in addresses, which stays.", examples=["ferry-letter"])
    url: str = URL
    page: str = PAGE
    title: str
    kind: StatementKind
    issuer: Named
    issued: Stated | None = Field(description="null: no source states a date.")
    openness: Openness = Field(description="Who may sign, as far as a program has to know it.")
    custody: Custody = Field(description="Whether the issuer uses this site, or is observed.")
    amounts: Amounts


class StatementList(Listed):
    """One page of statements."""

    items: list[StatementTold]


class StatementWhole(StatementTold):
    """A statement with its rules for signing, its latest wording and its evidence."""

    place: str = Field(description="Where it was issued; empty: not stated.")
    original_url: str = Field(description="Where the issuer has it; empty: nowhere on the web.")
    openness_words: str = Field(description="Who may sign, in the issuer's own words.")
    opens_on: date | None
    closes_on: date | None
    acknowledge_days: int = Field(description="Days until an offer should be acknowledged.")
    decide_days: int = Field(description="Days until an offer should be decided.")
    policy: DecisionPolicy = Field(description="Who decides on offers.")
    wording: RevisionTold | None = Field(description="The latest wording; null: none is recorded.")
    revisions: list[RevisionShort] = Field(description="All wordings, the newest first.")
    sources: list[SourceTold]
    corrections: list[CorrectionShort]


class SignedTold(Schema):
    """An endorsement that stands, as signed."""

    name: str = Field(description="The name as signed.")
    kind: SignatoryKind
    country: str = COUNTRY
    country_words: str = Field(description="The country as signed, or its name in English.")
    revision: int = Field(description="The number of the wording that was signed.")
    exceptions: int = Field(description="How many clauses it makes an exception to.")
    signatory: Named
    submission: str = Field(description="The submission in the API.")
    reference: str = Field(description="The submission's reference.")


class SignedList(Listed):
    """One page of who signed a statement, by name."""

    items: list[SignedTold]


@router.get(
    "/",
    response=StatementList,
    operation_id="list_statements",
    summary="List statements",
    openapi_extra=list_parameters(StatementFilters),
)
def statements(request: HttpRequest) -> Any:
    """All published statements, narrowed by filters; newest first unless “sort” says otherwise."""
    filters = StatementFilters(request.GET, today=timezone.localdate())
    return answer_list(request, filters, _rows)


@router.get(
    "/{slug}/",
    response=StatementWhole,
    operation_id="read_statement",
    summary="Read a statement",
)
def statement(request: HttpRequest, slug: Slug) -> Any:
    """One statement: its rules, its latest wording with clauses and translations, its evidence."""
    refuse_unknown(request)
    found = find_statement(slug)
    revisions = list(found.revisions.order_by("-number"))
    return {
        **_rows([found])[0],
        "place": found.place,
        "original_url": found.url,
        "openness_words": found.openness_words,
        "opens_on": found.opens_on,
        "closes_on": found.closes_on,
        "acknowledge_days": found.acknowledge_days,
        "decide_days": found.decide_days,
        "policy": found.policy,
        "wording": revision_told(revisions[0], slug) if revisions else None,
        "revisions": [revision_short(one, slug) for one in revisions],
        "sources": sources_told(SOURCES.rows(None, statement=found.pk)),
        "corrections": corrections_told(CORRECTIONS.rows(None, statement=found.pk)),
    }


@router.get(
    "/{slug}/revisions/{int:number}/",
    response=RevisionTold,
    operation_id="read_revision",
    summary="Read a wording",
)
def revision(request: HttpRequest, slug: Slug, number: int) -> Any:
    """One wording of a statement, with its clauses and translations."""
    refuse_unknown(request)
    found = find_statement(slug).revisions.filter(number=number).first()
    if found is None:
        raise Http404
    return revision_told(found, slug)


@router.get(
    "/{slug}/signatories/",
    response=SignedList,
    operation_id="list_signed",
    summary="List who signed a statement",
    openapi_extra=list_parameters(SignedFilters),
)
def statement_signatories(request: HttpRequest, slug: Slug) -> Any:
    """Everybody whose endorsement stands, as signed; whoever withholds the name is not listed."""
    found, today = find_statement(slug), timezone.localdate()
    return answer_list(request, SignedFilters(request.GET, today=today, statement=found), _signed)


def find_statement(slug: str) -> Statement:
    """The published statement of this name; raises Http404 for any other."""
    published = Statement.objects.visible_to(None).select_related("issuer")
    found = published.filter(slug=slug).first() if "\0" not in slug else None
    if found is None:
        raise Http404
    return found


def _rows(found: Iterable[Statement]) -> list[dict[str, Any]]:
    return [_row(row) for row in statement_rows(found)]


def _row(row: StatementRow) -> dict[str, Any]:
    return {
        **named_by(row.url, row.title),
        "title": row.title,
        "kind": row.kind,
        "issuer": named_by(row.issuer_url, row.issuer),
        "issued": stated_date(row.issued, row.issued_words),
        "openness": row.openness,
        "custody": row.custody,
        "amounts": row.amounts,
    }


def _signed(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.signed_name,
            "kind": one.signed_kind,
            "country": str(one.signed_country or ""),
            "country_words": country_words(one),
            "revision": one.revision_number,
            "exceptions": one.positions_made,
            "signatory": named("signatory", one.signatory_slug, one.signed_name),
            "submission": place("submission", one.reference)["url"],
            "reference": one.reference,
        }
        for one in found
    ]
