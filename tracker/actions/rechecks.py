"""Deriving every stored standing again and counting anew, and repairing what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from tracker.actions.actors import require_right
from tracker.actions.changes import kept, locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.projections import hold_off_recording
from tracker.actions.standings import COLUMNS, locked_submissions, set_standing
from tracker.actions.submissions import happened
from tracker.actions.tallies import Cell, uncounted
from tracker.choices import EventKind
from tracker.models import Statement, Submission, Tally, User
from tracker.queries.moments import one_moment
from tracker.rules.permissions import Right

BATCH = 500
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
        return [one for one in Statement.objects.order_by("pk") if _differences(one, unfolded)]


@transaction.atomic
def _count_anew(statement: Statement, *, by: User) -> None:
    """Record what the tallies of a statement lack; nobody records while they are compared.

    As an event, so that tallies built again from the events come out right.
    """
    statement = locked(statement)
    hold_off_recording()
    cells = _differences(statement, uncounted())
    if cells:
        kind, facts = EventKind.STANDING_REPAIRED, {"cells": cells}
        record_event(Happened(kind, statement, statement=statement, facts=facts), by=by)


def _differences(statement: Statement, unfolded: Counter[Cell]) -> list[list[list[object] | None]]:
    """The cells of an event that would make the tallies of a statement say what its rows do."""
    counted, told = _counted(statement), _told(statement)
    for cell, amount in unfolded.items():
        if cell[0] == statement.pk:
            told[cell] += amount
    missing, excess = (counted - told).elements(), (told - counted).elements()
    return [[None, list(cell)] for cell in missing] + [[list(cell), None] for cell in excess]


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
