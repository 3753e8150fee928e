"""Folding events into tallies, exactly once each, and building all of them again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import F, Q

from tracker.actions.projections import locked_position, settled_event
from tracker.models import DayTally, Event, Projection, Tally
from tracker.rules.day_tallies import Days, day_counts

NAME = "tallies"
BATCH = 2000
FEW = 20  # so many cells are looked up one by one, more by reading all of their statements

Cell: TypeAlias = tuple[Any, ...]
Table: TypeAlias = type[Tally] | type[DayTally]

# Where a cell of an event says statement, direction and status; its days follow all of these.
STATEMENT, DIRECTION, STATUS = map(Tally.CELL.index, ("statement_id", "direction", "status"))
END = len(Tally.CELL)


@dataclass(slots=True)
class Counted:
    """What events add to each row of the tallies, and of those by day."""

    alike: Counter[Cell] = field(default_factory=Counter)
    days: Counter[Cell] = field(default_factory=Counter)

    def add(self, facts: dict[str, Any]) -> None:
        """Add and take away what an event's cells say: pairs of old and new, None if not public.

        A repair of the counts by day says how much each differs.
        """
        for old, new in facts.get("cells", ()):
            self._count(old, -1)
            self._count(new, 1)
        for cell, amount in facts.get("days", ()):
            self.days[tuple(cell)] += amount

    def _count(self, cell: list[Any] | None, amount: int) -> None:
        if cell is not None:
            self.alike[tuple(cell[:END])] += amount
            for counted in day_cells(cell):
                self.days[counted] += amount


def fold_events(*, wait: bool = False) -> int:
    """Fold every settled event that is not in the tallies yet; returns how many were folded.

    Where somebody records for long, nothing is folded, unless told to wait: whoever records folds
    after.
    """
    last, folded = settled_event(wait=wait), 0
    while True:
        step = _fold_batch(last)
        folded += step
        if step < BATCH:
            return folded


def rebuild_tallies() -> int:
    """Count every event anew, then put that in the place of all tallies; returns how many events.

    Until then the old ones are shown and folded as always. Keeps nobody from recording.
    """
    counted = Counted()
    folded, reached = _count(counted, 0, settled_event(wait=True))
    with transaction.atomic():
        position = locked_position(NAME)
        # What others have folded meanwhile is settled, too.
        more, reached = _count(counted, reached, max(position.position, reached))
        Tally.objects.all().delete()
        _create(Tally, counted.alike.items())
        DayTally.objects.filter(base=0).delete()
        DayTally.objects.update(amount=F("base"))
        _add(DayTally, counted.days)
        position.position = reached
        position.save()
    return folded + more + fold_events(wait=True)


def uncounted() -> Counted:
    """What the events say that are not in the tallies yet; together they are exact at any moment.

    Read both within one_moment().
    """
    counted = Counted()
    start = Projection.objects.filter(name=NAME).values_list("position", flat=True).first() or 0
    for facts in Event.objects.filter(pk__gt=start).values_list("facts", flat=True).iterator():
        counted.add(facts)
    return counted


def day_cells(cell: list[Any]) -> Iterator[Cell]:
    """The rows by day that count a submission in this cell; none where it was told without days."""
    if len(cell) > END:
        is_one_day, offered, *days = cell[END:]
        told = (date.fromisoformat(day) if day else None for day in days)
        began = (cell[DIRECTION], cell[STATUS], is_one_day, date.fromisoformat(offered))
        for counted in day_counts(Days(*began, *told)):
            yield cell[STATEMENT], *counted


@transaction.atomic
def _fold_batch(last: int) -> int:
    position = locked_position(NAME)
    events = _events_between(position.position, last)
    if not events:
        return 0
    differences = Counted()
    for _pk, facts in events:
        differences.add(facts)
    _add(Tally, differences.alike)
    _add(DayTally, differences.days)
    position.position = events[-1][0]
    position.save()
    return len(events)


def _count(counted: Counted, start: int, last: int) -> tuple[int, int]:
    """Count the events after `start` up to `last`; returns how many, and where that ended."""
    folded = 0
    while events := _events_between(start, last):
        for _pk, facts in events:
            counted.add(facts)
        folded, start = folded + len(events), events[-1][0]
    return folded, start


def _events_between(start: int, last: int) -> list[tuple[int, dict[str, Any]]]:
    """The number and the facts of the next events after `start` up to `last`, a batch at most."""
    events = Event.objects.filter(pk__gt=start, pk__lte=last).order_by("pk")
    return list(events.values_list("pk", "facts")[:BATCH])


def _add(table: Table, differences: Counter[Cell]) -> None:
    """Write the differences: one statement for all cells that gain or lose the same amount."""
    changed = {cell: amount for cell, amount in differences.items() if amount}
    if not changed:
        return
    there = _rows_of(table, list(changed))
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for cell in changed.keys() & there.keys():
        alike[changed[cell]].append(there[cell])
    for amount, pks in alike.items():
        table._default_manager.filter(pk__in=pks).update(amount=F("amount") + amount)
    statements = {cell[0] for cell in changed}
    table._default_manager.filter(statement__in=statements, **table.EMPTY).delete()
    _create(table, ((cell, amount) for cell, amount in changed.items() if cell not in there))


def _create(table: Table, cells: Iterable[tuple[Cell, int]]) -> None:
    rows: Any = table._default_manager
    rows.bulk_create(
        [table(**_columns(table, cell), amount=amount) for cell, amount in cells if amount],
        batch_size=BATCH,
    )


def _rows_of(table: Table, cells: list[Cell]) -> dict[Cell, int]:
    """The numbers of the rows that count these cells, as far as there are any; one query."""
    if len(cells) <= FEW:
        wanted = reduce(or_, (Q(**_columns(table, cell)) for cell in cells))
    else:
        wanted = Q(statement__in={cell[0] for cell in cells})
    rows = table._default_manager.filter(wanted).values_list("pk", *table.CELL)
    return {tuple(cell): pk for pk, *cell in rows}


def _columns(table: Table, cell: Cell) -> dict[str, Any]:
    return dict(zip(table.CELL, cell, strict=True))
