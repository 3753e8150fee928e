"""Statistics: numbers of the whole public record or of one statement, from tallies alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import QuerySet, Sum

from tracker.choices import Course, Direction, Measure, Status
from tracker.models import DayTally, Statement, Tally
from tracker.rules.periods import Period, by_period
from tracker.rules.statistics import FEWEST, Durations, durations

# What is said of how long it took, in this order.
ANSWERS = (Measure.ACKNOWLEDGING, Measure.REPLYING, Measure.DECIDING)
# What becomes of submissions, as far as groups of them are told apart.
OUTCOMES: dict[str, str] = {
    Status.INVITED: "waiting",
    Status.UNANSWERED: "waiting",
    Status.ACKNOWLEDGED: "waiting",
    Status.QUERIED: "waiting",
    Status.DEFERRED: "waiting",
    Status.ACCEPTED: "accepted",
    Status.REFUSED: "refused",
    Status.DECLINED: "refused",
    Status.WITHDRAWN: "withdrawn",
}
# To so many issuers most was offered: a comparison of more could not be read.
MOST_ISSUERS = 25

# Course, number and amount of what is counted by day.
DayCells: TypeAlias = list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many began in this way and stand there now."""

    direction: str
    status: str
    amount: int


@dataclass(frozen=True, slots=True)
class Group:
    """The submissions of one kind, or from one country ("": not stated), and what became of them.

    The outcomes add up to `submissions`; refused are also invitations that were declined.
    """

    key: str
    submissions: int
    accepted: int
    waiting: int
    refused: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers of one page. `vague` is how many offers are dated less exactly than to the day.

    Groups are in the order of their size, then of their keys; answers in that of ANSWERS.
    """

    total: int
    standings: list[Standing]
    kinds: list[Group]
    countries: list[Group]
    periods: list[Period]
    vague: int
    answers: dict[Measure, Durations]

    @property
    def is_enough(self) -> bool:
        """Whether anything may be said of so few."""
        return self.total >= FEWEST


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """How long an issuer's answers took, at all its published statements together."""

    slug: str
    name: str
    answers: dict[Measure, Durations]

    @property
    def is_enough(self) -> bool:
        """Whether anything may be said of how it answers."""
        return any(one.expected >= FEWEST for one in self.answers.values())


def statistics_of(statement: Statement | None, today: date) -> Statistics:
    """The numbers of one statement, whatever its stage, or of the whole public record; two queries.

    `today` is up to when those wait of which the site knows. Whoever asks for one statement has to
    make sure that it may be read.
    """
    standings, kinds, countries = _alike(_of(Tally.objects.all(), statement))
    cells = _by_measure(_of(DayTally.objects.all(), statement))
    offered = cells[Measure.OFFERED]
    return Statistics(
        total=sum(one.amount for one in standings),
        standings=standings,
        kinds=kinds,
        countries=countries,
        periods=by_period(_by_day(offered), _by_day(cells[Measure.ENDORSED])),
        vague=sum(amount for course, _day, amount in offered if course == Course.UNDATED),
        answers={one: durations(cells[one], today.toordinal()) for one in ANSWERS},
    )


def issuer_rows(today: date) -> list[IssuerRow]:
    """The issuers to whom most was offered, by name; one query.

    None of whom fewer than FEWEST answers were expected.
    """
    offers = Tally.objects.public().filter(direction=Direction.OFFER).order_by()
    ranked = offers.values("statement__issuer").annotate(total=Sum("amount"))
    most = ranked.filter(total__gte=FEWEST).order_by("-total", "statement__issuer")[:MOST_ISSUERS]
    cells = (
        DayTally.objects.public()
        .filter(statement__issuer__in=most.values("statement__issuer"), measure__in=ANSWERS)
        .order_by()
        .values_list(
            "statement__issuer__slug", "statement__issuer__name", "measure", "course", "number"
        )
        .annotate(total=Sum("amount"))
    )
    told: defaultdict[tuple[str, str], defaultdict[str, DayCells]] = defaultdict(
        lambda: defaultdict(list)
    )
    for slug, name, measure, *cell in cells:
        told[slug, name][measure].append(tuple(cell))
    rows = [
        IssuerRow(slug, name, {one: durations(by[one], today.toordinal()) for one in ANSWERS})
        for (slug, name), by in told.items()
    ]
    enough = [row for row in rows if row.is_enough]
    return sorted(enough, key=lambda row: (row.name.casefold(), row.slug))


def _of(tallies: Any, statement: Statement | None) -> Any:
    return tallies.public() if statement is None else tallies.filter(statement=statement)


def _alike(tallies: QuerySet[Tally]) -> tuple[list[Standing], list[Group], list[Group]]:
    """Where all stand, and the groups by kind and by country; one query."""
    rows = (
        tallies.order_by()
        .values_list("direction", "status", "kind", "country")
        .annotate(total=Sum("amount"))
    )
    standings: Counter[tuple[str, str]] = Counter()
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    countries: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for direction, status, kind, country, amount in rows:
        standings[direction, status] += amount
        kinds[kind][OUTCOMES[status]] += amount
        countries[country][OUTCOMES[status]] += amount
    order = list(Status)
    told = [Standing(*where, amount) for where, amount in standings.items() if amount]
    told.sort(key=lambda one: (one.direction == Direction.INVITATION, order.index(one.status)))  # type: ignore[arg-type]
    return told, _groups(kinds), _groups(countries)


def _groups(counted: dict[str, Counter[str]]) -> list[Group]:
    groups = [
        Group(
            key,
            outcomes.total(),
            outcomes["accepted"],
            outcomes["waiting"],
            outcomes["refused"],
            outcomes["withdrawn"],
        )
        for key, outcomes in counted.items()
        if outcomes.total()
    ]
    return sorted(groups, key=lambda group: (-group.submissions, group.key))


def _by_measure(tallies: QuerySet[DayTally]) -> defaultdict[str, DayCells]:
    """What is counted by day, by what is measured; one query."""
    rows = (
        tallies.order_by().values_list("measure", "course", "number").annotate(total=Sum("amount"))
    )
    cells: defaultdict[str, DayCells] = defaultdict(list)
    for measure, *cell in rows:
        cells[measure].append(tuple(cell))
    return cells


def _by_day(cells: Iterable[tuple[str, int, int]]) -> Counter[int]:
    amounts: Counter[int] = Counter()
    for _course, day, amount in cells:
        amounts[day] += amount
    return Counter({day: amount for day, amount in amounts.items() if amount})
