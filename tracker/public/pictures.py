"""The pictures of the statistics as templates draw them: places, with what is told there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy
from django_countries import countries

from tracker.choices import Direction, Measure, SignatoryKind, Status
from tracker.queries.statistics import Group, Standing, Statistics
from tracker.rules.date_words import short_stated_words
from tracker.rules.periods import Period
from tracker.rules.pictures import Bar, Flow, Lines, Node, Slot, bars, flow, lines
from tracker.rules.statistics import Class, Durations, share
from tracker.rules.world import STARTS, World, class_of, world

# What a flow begins with, and where it ends: what an offer comes to, then what an invitation does.
BEGINNINGS = {
    Direction.OFFER: gettext_lazy("Offered"),
    Direction.INVITATION: gettext_lazy("Invited"),
}
ENDS = (
    Status.UNANSWERED,
    Status.ACKNOWLEDGED,
    Status.QUERIED,
    Status.DEFERRED,
    Status.ACCEPTED,
    Status.REFUSED,
    Status.WITHDRAWN,
    Status.DECLINED,
    Status.INVITED,
)
# Where bars begin after their words and end before their numbers.
DAYS_LEFT, DAYS_RIGHT = 78, 330
KINDS_LEFT, KINDS_RIGHT = 0, 330


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its words, its numbers, and where it is told."""

    label: str
    period: Period
    slot: Slot


@dataclass(frozen=True, slots=True)
class OverTime:
    """Totals over time: of offers, and of endorsements below them."""

    lines: Lines
    points: list[Point]
    offered: int
    endorsed: int


@dataclass(frozen=True, slots=True)
class Side:
    """A node of the flow: a direction or a status, in words, how many, and where it lies.

    `cells` are its numbers by the nodes of the other side.
    """

    key: str
    label: str
    cells: list[int]
    node: Node

    @property
    def amount(self) -> int:
        return sum(self.cells)


@dataclass(frozen=True, slots=True)
class Stream:
    """A ribbon of the flow."""

    source: Side
    target: Side
    amount: int
    path: str


@dataclass(frozen=True, slots=True)
class Standings:
    """From offers and invitations to where they stand."""

    flow: Flow
    sources: list[Side]
    targets: list[Side]
    streams: list[Stream]
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """How long one kind of answer took; `height` of its picture, 0 where there are too few."""

    measure: str
    label: str
    told: Durations
    rows: list[tuple[Class, Bar]]
    height: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A kind or a country, in words; `percent` of its submissions are accepted (None: too few)."""

    key: str
    label: str
    group: Group
    percent: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A country on the map: its outline, or the dot that stands for it."""

    row: GroupRow
    amount: int
    shade: int
    path: str
    dot: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Map:
    """The world with so many in each country; `elsewhere` are those that are on no map."""

    world: World
    empty: str
    places: list[Place]
    legend: list[tuple[int, int, int | None]]
    elsewhere: int


def over_time(periods: list[Period]) -> OverTime:
    """Offers and endorsements in all, period by period."""
    drawn = lines([[one.all_offered for one in periods], [one.all_endorsed for one in periods]])
    points = [
        Point(short_stated_words(one.stated), one, slot)
        for one, slot in zip(periods, drawn.slots, strict=True)
    ]
    last = periods[-1] if periods else None
    return OverTime(
        drawn, points, last.all_offered if last else 0, last.all_endorsed if last else 0
    )


def standings(told: list[Standing]) -> Standings:
    """A ribbon from each way of beginning to each status in which somebody stands."""
    directions = [str(one) for one in BEGINNINGS if any(row.direction == one for row in told)]
    statuses = [str(one) for one in ENDS if any(row.status == one for row in told)]
    amounts = {(row.direction, row.status): row.amount for row in told}
    table = [[amounts.get((one, status), 0) for status in statuses] for one in directions]
    drawn = flow(table)
    sources = [
        Side(key, str(BEGINNINGS[Direction(key)]), row, node)
        for key, row, node in zip(directions, table, drawn.sources, strict=True)
    ]
    columns = map(list, zip(*table, strict=True))
    targets = [
        Side(key, str(Status(key).label), column, node)
        for key, column, node in zip(statuses, columns, drawn.targets, strict=True)
    ]
    streams = [
        Stream(sources[one.source], targets[one.target], table[one.source][one.target], one.path)
        for one in drawn.ribbons
    ]
    return Standings(drawn, sources, targets, streams, sum(row.amount for row in told))


def answers(statistics: Statistics) -> list[Answer]:
    """How long each kind of answer took, as bars of those that came and those waited for."""
    return [_answer(measure, told) for measure, told in statistics.answers.items()]


def kind_rows(statistics: Statistics) -> list[tuple[GroupRow, Bar]]:
    """The kinds of signatories, each with a bar: accepted, and the others."""
    rows = [_row(one, str(SignatoryKind(one.key).label)) for one in statistics.kinds]
    parts = [(one.group.accepted, one.group.submissions - one.group.accepted) for one in rows]
    drawn = bars(parts, left=KINDS_LEFT, right=KINDS_RIGHT, line=42, top=20)
    return list(zip(rows, drawn, strict=True))


def country_rows(statistics: Statistics, nowhere: str) -> list[GroupRow]:
    """The countries, in the reader's language; `nowhere` are the words for none stated."""
    return [
        _row(one, str(countries.name(one.key) or one.key) if one.key else nowhere)
        for one in statistics.countries
    ]


def world_map(rows: Sequence[GroupRow], shown: str) -> Map:
    """How many there are of one number of a group, `shown`, in each country."""
    drawn = world()
    amounts = {row.key: (row, int(getattr(row.group, shown))) for row in rows}
    places = [
        Place(row, amount, class_of(amount), drawn.shapes.get(key, ""), drawn.dots.get(key))
        for key, (row, amount) in sorted(amounts.items())
        if amount and (key in drawn.shapes or key in drawn.dots)
    ]
    filled = {place.row.key for place in places}
    empty = "".join(path for key, path in drawn.shapes.items() if key not in filled)
    ends = [*(after - 1 for _start, after in pairwise(STARTS)), None]
    legend = [
        (number, start, end)
        for number, (start, end) in enumerate(zip(STARTS, ends, strict=True), 1)
    ]
    darkest = max((place.shade for place in places), default=0)
    elsewhere = sum(amount for key, (_row, amount) in amounts.items() if key not in filled)
    return Map(drawn, empty + drawn.nameless, places, legend[:darkest], elsewhere)


def _answer(measure: Measure, told: Durations) -> Answer:
    drawn = bars(
        [(one.done, one.waiting) for one in told.classes], left=DAYS_LEFT, right=DAYS_RIGHT
    )
    rows = list(zip(told.classes, drawn, strict=True))
    return Answer(str(measure), str(measure.label), told, rows, 20 * len(rows) + 8 if rows else 0)


def _row(group: Group, label: str) -> GroupRow:
    return GroupRow(group.key, label, group, share(group.accepted, group.submissions))
