"""Statistics in the API: how many submissions there are of each sort, and how long all took."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tracker.api.lists import refuse_empty, refuse_unknown
from tracker.api.parameters import slug_parameter
from tracker.api.problems import Problem
from tracker.api.shapes import Named, named
from tracker.api.statements import find_statement
from tracker.choices import Measure, Party, Status
from tracker.models import Statement
from tracker.queries.facets import all_totals, facet_counts, totals_of
from tracker.queries.statement_choices import NO_STATEMENT
from tracker.queries.statistics import statistics_of
from tracker.rules.statistics import Durations

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


class GroupTold(Schema):
    """The submissions of one kind or country, and what became of them."""

    key: str = Field(description="The kind, or the country as ISO 3166-1 alpha-2; empty: not said.")
    submissions: int
    accepted: int
    waiting: int
    refused: int = Field(description="With invitations that were declined.")
    withdrawn: int


class PeriodTold(Schema):
    """What was offered and endorsed in one period, and in all until its end."""

    edtf: str = Field(description="The period in EDTF.", examples=["2022-03"])
    earliest: date
    latest: date
    offered: int
    endorsed: int
    all_offered: int
    all_endorsed: int


class SpreadTold(Schema):
    """The middle and the ends of some numbers of days."""

    median: float
    least: int
    most: int


class ClassTold(Schema):
    """How many answers took so many days, and how many have been waited for as long."""

    least: int
    most: int | None = Field(description="null: and longer.")
    done: int
    waiting: int


class DurationsTold(Schema):
    """How long one kind of answer took: all that were offered, and what became of each."""

    offered: int = Field(description="All of which it is told: the following six together.")
    done: int = Field(description="Those that were answered.")
    waiting: int = Field(description="Those that wait, to today or as far as is known.")
    ended: int = Field(description="Those that ended otherwise, such as by withdrawal.")
    not_needed: int = Field(description="Those that need no such answer.")
    undated: int = Field(description="Those of which no day is known exactly.")
    unknown: int = Field(description="Of those that wait, how many are known to a last check only.")
    days: SpreadTold | None = Field(description="Of those answered; null: fewer than five.")
    days_waiting: SpreadTold | None = Field(description="Of those that wait; likewise.")
    classes: list[ClassTold] = Field(description="Empty for fewer than five.")


class StatisticsTold(Schema):
    """Numbers of the whole public record, or of one statement: offers and invitations together."""

    statement: Named | None = Field(description="null: of all published statements.")
    totals: TotalsTold
    by_status: dict[Status, int]
    by_party: dict[Party, int] = Field(description="Who must act.")
    kinds: list[GroupTold] = Field(description="By the kind of signatory, as signed.")
    countries: list[GroupTold] = Field(description="By the country, as signed.")
    over_time: list[PeriodTold] = Field(description="By the last day that a date can mean.")
    vague: int = Field(description="Offers that are dated less exactly than to the day.")
    acknowledging: DurationsTold
    first_reply: DurationsTold
    deciding: DurationsTold


@router.get(
    "/",
    response=StatisticsTold,
    operation_id="read_statistics",
    summary="Read numbers",
    openapi_extra={"parameters": [slug_parameter(STATEMENT, "Of this statement only.")]},
)
def statistics(request: HttpRequest) -> Any:
    """How many submissions there are of each sort, and how long answers took: as on the pages."""
    refuse_unknown(request, [STATEMENT])
    refuse_empty(request)
    statement = _statement(request.GET.get(STATEMENT))
    counts = facet_counts({STATEMENT: statement} if statement else {})
    told = statistics_of(statement, timezone.localdate())
    return {
        "statement": named(STATEMENT, statement.slug, statement.title) if statement else None,
        "totals": asdict(totals_of(statement) if statement else all_totals()),
        "by_status": _some(counts["status"]),
        "by_party": _some(counts["awaiting"]),
        "kinds": [asdict(group) for group in told.kinds],
        "countries": [asdict(group) for group in told.countries],
        "over_time": [asdict(one) | asdict(one.stated) for one in told.periods],
        "vague": told.vague,
        "acknowledging": _durations(told.answers[Measure.ACKNOWLEDGING]),
        "first_reply": _durations(told.answers[Measure.REPLYING]),
        "deciding": _durations(told.answers[Measure.DECIDING]),
    }


def _durations(answers: Durations) -> dict[str, Any]:
    told = asdict(answers)
    return told | {"days": told["spread"], "days_waiting": told["waiting_spread"]}


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
