"""How many rows each choice of a filter would leave: sums over tally cells, never over rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from tracker.choices import Direction, Party, Status, Visibility
from tracker.models import Statement, Tally
from tracker.queries.prepared import Given, Prepared

# Filters of the board that the tallies know, and the cell's column behind each.
CUBE = {
    "statement": "statement",
    "status": "status",
    "awaiting": "awaiting",
    "country": "country",
    "kind": "kind",
    "contested": "is_contested",
}
# The choice that a cell falls under, for each filter whose choices are counted.
CHOICES = {
    "status": F("status"),
    "awaiting": F("awaiting"),
    "country": F("country"),
    "kind": F("kind"),
    "contested": Case(When(is_contested=True, then=Value("yes")), default=Value("no")),
}
# What each total counts.
COUNTED = {
    "offered": Q(direction=Direction.OFFER),
    "invited": Q(direction=Direction.INVITATION),
    "accepted": Q(status=Status.ACCEPTED),
    "accepted_withheld": Q(status=Status.ACCEPTED, visibility=Visibility.WITHHELD),
    "waiting_issuer": Q(awaiting=Party.ISSUER),
    "waiting_signatory": Q(awaiting=Party.SIGNATORY),
    "refused": Q(status=Status.REFUSED),
    "published": Q(is_published=True),
    "listed": Q(is_listed=True),
    "contested": Q(is_contested=True),
}
MOST_STATEMENTS = 100

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the tallies say of one statement, or of the whole record."""

    offered: int = 0
    invited: int = 0
    accepted: int = 0
    accepted_withheld: int = 0
    waiting_issuer: int = 0
    waiting_signatory: int = 0
    refused: int = 0
    published: int = 0
    listed: int = 0
    contested: int = 0


def facet_counts(chosen: Mapping[str, Any], *, is_waiting_only: bool = False) -> Counts:
    """For each facet {choice: amount}, narrowed by all other chosen filters; one query.

    `chosen` is {filter: value of the cell's column}, without filters that are not in use.
    """
    counts: Counts = {name: {} for name in CHOICES}
    query = _facets(frozenset(chosen), is_waiting_only)
    for facet, choice, amount in query.rows(**_plain(chosen)):
        counts[facet][choice] = amount
    return counts


def statement_counts(
    chosen: Mapping[str, Any], *, is_waiting_only: bool = False
) -> list[tuple[str, str, int]]:
    """Address, title and amount of the statements with most matching submissions; one query."""
    return _statements(frozenset(chosen), is_waiting_only).rows(**_plain(chosen))


def totals_of(statement: Statement) -> Totals:
    """The numbers of one statement, whatever its stage; one query."""
    return _summed(OF_STATEMENT.rows(statement=statement.pk))


def endorsed(statement: Statement) -> Totals:
    """Of the numbers of one statement no more than how many signed; one query."""
    sums = ENDORSED.rows(statement=statement.pk)
    return Totals(accepted=sums[0][0], accepted_withheld=sums[0][1]) if sums else Totals()


def all_totals() -> Totals:
    """The numbers of the whole public record; one query."""
    return _summed(OF_ALL.rows())


def _plain(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns hold them: of a row its number."""
    return {name: getattr(value, "pk", value) for name, value in chosen.items()}


# There are two queries for each set of filters in use, 64 sets, with and without the waiting.
@cache
def _facets(names: frozenset[str], is_waiting_only: bool) -> Prepared[tuple[str, str, int]]:
    def build() -> QuerySet[Any, Any]:
        legs = [_leg(name, _cells(names - {name}, is_waiting_only)) for name in CHOICES]
        return legs[0].union(*legs[1:], all=True)

    return Prepared(build)


@cache
def _statements(names: frozenset[str], is_waiting_only: bool) -> Prepared[tuple[str, str, int]]:
    def build() -> QuerySet[Any, Any]:
        named = _cells(names - {"statement"}, is_waiting_only).values_list(
            "statement__slug", "statement__title"
        )
        ranked = named.annotate(total=Sum("amount")).filter(total__gt=0)
        return ranked.order_by("-total", "statement__slug")[:MOST_STATEMENTS]

    return Prepared(build)


def _cells(names: frozenset[str], is_waiting_only: bool) -> QuerySet[Tally]:
    narrowed = {CUBE[name]: Given(name, _column(CUBE[name])) for name in names}
    cells = Tally.objects.public().filter(**narrowed).order_by()
    return cells.exclude(awaiting=Party.NOBODY) if is_waiting_only else cells


def _column(name: str) -> Any:
    field: Any = Tally._meta.get_field(name)
    return field.target_field if field.is_relation else field


def _leg(name: str, cells: QuerySet[Tally]) -> QuerySet[Any, Any]:
    named = cells.annotate(
        facet=Value(name, output_field=CharField()),
        choice=ExpressionWrapper(CHOICES[name], output_field=CharField()),
    )
    return named.values_list("facet", "choice").annotate(total=Sum("amount"))


def _totals(cells: QuerySet[Tally], names: Iterable[str] = COUNTED) -> QuerySet[Any, Any]:
    """The sums of these of COUNTED, in one row of its own."""
    sums = {name: Sum("amount", filter=COUNTED[name], default=0) for name in names}
    grouped = cells.order_by().annotate(nothing=Value(0)).values("nothing")
    return grouped.annotate(**sums).values_list(*sums)


def _summed(rows: list[Any]) -> Totals:
    return Totals(*rows[0]) if rows else Totals()


OF_STATEMENT: Prepared[Any] = Prepared(
    lambda: _totals(Tally.objects.filter(statement=Given("statement", BigIntegerField())))
)
ENDORSED: Prepared[Any] = Prepared(
    lambda: _totals(
        Tally.objects.filter(statement=Given("statement", BigIntegerField())),
        ("accepted", "accepted_withheld"),
    )
)
OF_ALL: Prepared[Any] = Prepared(lambda: _totals(Tally.objects.public()))
