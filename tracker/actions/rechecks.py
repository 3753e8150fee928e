"""Deriving every stored standing again and counting anew, and repairing what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q

from tracker.actions.actors import require_right
from tracker.actions.changes import kept, locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.projections import hold_off_recording
from tracker.actions.standings import COLUMNS, DAYS, locked_submissions, set_standing
from tracker.actions.submissions import happened
from tracker.actions.tallies import Cell, Counted, uncounted
from tracker.choices import EventKind
from tracker.models import DayTally, Statement, Submission, Tally, User
from tracker.queries.moments import one_moment
from tracker.rules.day_tallies import Days, day_counts
from tracker.rules.permissions import Right

BATCH = 500
SAME_DAY = Q(offered_earliest=F("offered_latest"))
# The columns of a submission that are called otherwise in a tally.
COUNTED = {"country": "signed_country", "kind": "signed_kind"}


def recheck_submissions(*, by: User, repair: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Replay every submission in bounded batches; yields (rows done, references that differ).

    Then every statement's public submissions are counted, as of one moment and while others record;
    the last thing yielded are the addresses of statements whose tallies differ. With `repair` what
    is right is stored and standing-repaired is recorded for each; without, nothing is. May be
    stopped and started again at any time.
    """
    require_right(by, Right.RELEASE)
    last, done = 0, 0
    while pks := list(
        Submission.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        differing = _recheck(pks, by=by, repair=repair)
        last, done = pks[-1], done + len(pks)
        yield done, differing
    miscounted = _miscounted()
    for statement in miscounted if repair else ():
        _count_anew(statement, by=by)
    yield done, [one.slug for one in miscounted]


@transaction.atomic
def _recheck(pks: list[int], *, by: User, repair: bool) -> list[str]:
    """What a repair changes is not told to the tallies: whether they know is found by counting."""
    differing = []
    for submission in locked_submissions(pks):
        old = {name: kept(submission, name) for name in COLUMNS}
        set_standing(submission)
        new = {name: kept(submission, name) for name in COLUMNS}
        if old == new:
            continue
        differing.append(submission.reference)
        if repair:
            submission.save(update_fields=COLUMNS)
            changes = {name: [old[name], new[name]] for name in COLUMNS if old[name] != new[name]}
            record_event(happened(EventKind.STANDING_REPAIRED, submission, changes, []), by=by)
    return differing


def _miscounted() -> list[Statement]:
    """The statements whose tallies do not say what their rows do, once all events are counted."""
    with one_moment():
        unfolded = uncounted()
        return [
            one
            for one in Statement.objects.order_by("pk")
            if _differences(one, unfolded) or _day_differences(one, unfolded)
        ]


@transaction.atomic
def _count_anew(statement: Statement, *, by: User) -> None:
    """Record what the tallies of a statement lack; nobody records while they are compared.

    As an event, so that tallies built again from the events come out right.
    """
    statement = locked(statement)
    hold_off_recording()
    unfolded = uncounted()
    cells, days = _differences(statement, unfolded), _day_differences(statement, unfolded)
    if cells or days:
        kind, facts = EventKind.STANDING_REPAIRED, {"cells": cells, "days": days}
        record_event(Happened(kind, statement, statement=statement, facts=facts), by=by)


def _differences(statement: Statement, unfolded: Counted) -> list[list[list[object] | None]]:
    """The cells of an event that would make the tallies of a statement say what its rows do."""
    counted, told = _counted(statement), _told(statement)
    _add_those(told, unfolded.alike, statement)
    missing, excess = (counted - told).elements(), (told - counted).elements()
    return [[None, list(cell)] for cell in missing] + [[list(cell), None] for cell in excess]


def _day_differences(statement: Statement, unfolded: Counted) -> list[list[object]]:
    """The same for the counts by day: each cell that differs, and by how much."""
    counted, told = _counted_by_day(statement), _told_by_day(statement)
    _add_those(told, unfolded.days, statement)
    counted.subtract(told)
    return [[list(cell), amount] for cell, amount in sorted(counted.items()) if amount]


def _add_those(told: Counter[Cell], unfolded: Counter[Cell], statement: Statement) -> None:
    for cell, amount in unfolded.items():
        if cell[0] == statement.pk:
            told[cell] += amount


def _counted(statement: Statement) -> Counter[Cell]:
    rows = (
        Submission.objects.filter(statement=statement, is_public=True)
        .annotate(is_published=_is_set("published_on"), is_listed=_is_set("listed_on"))
        .order_by()
        .values_list(*(COUNTED.get(name, name) for name in Tally.CELL))
        .annotate(amount=Count("pk"))
    )
    return Counter({tuple(cell): amount for *cell, amount in rows})


def _is_set(column: str) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(Q(**{f"{column}__isnull": False}), BooleanField())


def _told(statement: Statement) -> Counter[Cell]:
    rows = Tally.objects.filter(statement=statement).values_list(*Tally.CELL, "amount")
    return Counter({tuple(cell): amount for *cell, amount in rows})


def _counted_by_day(statement: Statement) -> Counter[Cell]:
    rows = (
        Submission.objects.filter(statement=statement, is_public=True)
        .annotate(is_one_day=ExpressionWrapper(SAME_DAY, BooleanField()))
        .order_by()
        .values_list("direction", "status", "is_one_day", "offered_latest", *DAYS)
        .annotate(amount=Count("pk"))
    )
    counted: Counter[Cell] = Counter()
    for *told, amount in rows.iterator():
        for counts in day_counts(Days(*told)):
            counted[statement.pk, *counts] += amount
    return counted


def _told_by_day(statement: Statement) -> Counter[Cell]:
    rows = DayTally.objects.filter(statement=statement).values_list(*DayTally.CELL, "amount")
    return Counter({tuple(cell): amount for *cell, amount in rows})
