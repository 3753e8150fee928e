"""The numbers of each picture as a table for programs: codes and numbers, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from tracker.choices import Measure
from tracker.queries.addresses import path_in
from tracker.queries.exports import Cells, site_address
from tracker.queries.statistics import Group, IssuerRow, Statistics
from tracker.rules.periods import Period
from tracker.rules.statistics import Durations, share

GROUP = ("submissions", "accepted", "waiting", "refused_or_declined", "withdrawn")
ANSWER = (
    "answer",
    "offers",
    "came",
    "waiting",
    "waiting_known_to_last_check",
    "taken_back_before",
    "decided_without",
    "not_dated_to_the_day",
    "median_days",
    "least_days",
    "most_days",
)


@dataclass(frozen=True, slots=True)
class Table:
    """The names of columns, and rows of cells."""

    columns: tuple[str, ...]
    rows: list[Cells]


def tables_of(statistics: Statistics, issuers: list[IssuerRow] | None) -> dict[str, Table]:
    """Each picture's numbers, by its name in addresses; empty where there are fewer than five.

    `issuers` is None for one statement, which has one.
    """
    enough = statistics.is_enough
    answers = statistics.answers.items() if enough else ()
    tables = {
        "over-time": Table(
            ("from", "to", "offered", "endorsed", "offered_so_far", "endorsed_so_far"),
            [_period(one) for one in (statistics.periods if enough else ())],
        ),
        "standings": Table(
            ("began_as", "status", "submissions"),
            [
                (one.direction, one.status, one.amount)
                for one in (statistics.standings if enough else ())
            ],
        ),
        "answers": Table(ANSWER, [_answer(*one) for one in answers]),
        "days": Table(
            ("answer", "days_from", "days_to", "came", "waiting"),
            [row for measure, told in answers for row in _days(measure, told)],
        ),
        "kinds": Table(("kind", *GROUP, "accepted_percent"), _groups(statistics.kinds, enough)),
        "countries": Table(
            ("country", *GROUP, "accepted_percent"), _groups(statistics.countries, enough)
        ),
    }
    if issuers is not None:
        tables["issuers"] = Table(
            ("issuer", "issuer_address", *ANSWER),
            [row for issuer in issuers for row in _issuer(issuer)],
        )
    return tables


def records_of(table: Table) -> list[dict[str, Any]]:
    """The rows as objects."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _period(one: Period) -> Cells:
    days = (one.stated.earliest.isoformat(), one.stated.latest.isoformat())
    return (*days, one.offered, one.endorsed, one.all_offered, one.all_endorsed)


def _answer(measure: Measure, told: Durations) -> Cells:
    spread = told.spread
    days = (spread.median, spread.least, spread.most) if spread else (None, None, None)
    waits = (told.waiting, told.unknown)
    rest = (told.ended, told.not_needed, told.undated)
    return (str(measure), told.offered, told.done, *waits, *rest, *days)


def _days(measure: Measure, told: Durations) -> Iterator[Cells]:
    for one in told.classes:
        yield str(measure), one.least, one.most, one.done, one.waiting


def _groups(groups: list[Group], enough: bool) -> list[Cells]:
    return [_group(one) for one in groups] if enough else []


def _group(one: Group) -> Cells:
    percent = share(one.accepted, one.submissions)
    outcomes = (one.accepted, one.waiting, one.refused, one.withdrawn)
    return (one.key, one.submissions, *outcomes, None if percent is None else round(percent, 1))


def _issuer(row: IssuerRow) -> Iterator[Cells]:
    path = path_in(settings.LANGUAGE_CODE, reverse("signatory", args=[row.slug]))
    for measure, told in row.answers.items():
        yield row.name, site_address(path), *_answer(measure, told)
