"""Folding events into tallies, exactly once each, and building all of them again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import F, Q

from tracker.actions.projections import locked_position, settled_event
from tracker.models import Event, Projection, Tally

NAME = "tallies"
BATCH = 2000
FEW = 20  # so many cells are looked up one by one, more by reading all of their statements

Cell: TypeAlias = tuple[object, ...]


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
    counted: Counter[Cell] = Counter()
    folded, reached = _count(counted, 0, settled_event(wait=True))
    with transaction.atomic():
        position = locked_position(NAME)
        # What others have folded meanwhile is settled, too.
        more, reached = _count(counted, reached, max(position.position, reached))
        Tally.objects.all().delete()
        _create(counted.items())
        position.position = reached
        position.save()
    return folded + more + fold_events(wait=True)


def uncounted() -> Counter[Cell]:
    """What the events say that are not in the tallies yet; together they are exact at any moment.

    Read both within one_moment().
    """
    counted: Counter[Cell] = Counter()
    start = Projection.objects.filter(name=NAME).values_list("position", flat=True).first() or 0
    for facts in Event.objects.filter(pk__gt=start).values_list("facts", flat=True).iterator():
        _count_in(counted, facts)
    return counted


@transaction.atomic
def _fold_batch(last: int) -> int:
    position = locked_position(NAME)
    events = _events_between(position.position, last)
    if not events:
        return 0
    differences: Counter[Cell] = Counter()
    for _pk, facts in events:
        _count_in(differences, facts)
    _add(differences)
    position.position = events[-1][0]
    position.save()
    return len(events)


def _count(counted: Counter[Cell], start: int, last: int) -> tuple[int, int]:
    """Count the events after `start` up to `last`; returns how many, and where that ended."""
    folded = 0
    while events := _events_between(start, last):
        for _pk, facts in events:
            _count_in(counted, facts)
        folded, start = folded + len(events), events[-1][0]
    return folded, start


def _events_between(start: int, last: int) -> list[tuple[int, dict[str, Any]]]:
    """The number and the facts of the next events after `start` up to `last`, a batch at most."""
    events = Event.objects.filter(pk__gt=start, pk__lte=last).order_by("pk")
    return list(events.values_list("pk", "facts")[:BATCH])


def _count_in(counted: Counter[Cell], facts: dict[str, Any]) -> None:
    """Add and take away what an event's cells say: pairs of old and new, None if not public."""
    for old, new in facts.get("cells", ()):
        if old is not None:
            counted[tuple(old)] -= 1
        if new is not None:
            counted[tuple(new)] += 1


def _add(differences: Counter[Cell]) -> None:
    """Write the differences: one statement for all cells that gain or lose the same amount."""
    changed = {cell: amount for cell, amount in differences.items() if amount}
    there = _rows_of(list(changed)) if changed else {}
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for cell in changed.keys() & there.keys():
        alike[changed[cell]].append(there[cell])
    for amount, pks in alike.items():
        Tally.objects.filter(pk__in=pks).update(amount=F("amount") + amount)
    Tally.objects.filter(statement__in={cell[0] for cell in changed}, amount=0).delete()
    _create((cell, amount) for cell, amount in changed.items() if cell not in there)


def _create(cells: Iterable[tuple[Cell, int]]) -> None:
    Tally.objects.bulk_create(
        [Tally(**_columns(cell), amount=amount) for cell, amount in cells if amount],
        batch_size=BATCH,
    )


def _rows_of(cells: list[Cell]) -> dict[Cell, int]:
    """The numbers of the rows that count these cells, as far as there are any; one query."""
    if len(cells) <= FEW:
        wanted = reduce(or_, (Q(**_columns(cell)) for cell in cells))
    else:
        wanted = Q(statement__in={cell[0] for cell in cells})
    rows = Tally.objects.filter(wanted).values_list("pk", *Tally.CELL)
    return {tuple(cell): pk for pk, *cell in rows}


def _columns(cell: Cell) -> dict[str, object]:
    return dict(zip(Tally.CELL, cell, strict=True))
