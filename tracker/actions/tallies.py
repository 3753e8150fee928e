"""Folding events into tallies, exactly once each, and building all of them again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import F, Q

from tracker.actions.projections import hold_off_recording, locked_position
from tracker.models import Event, Tally

NAME = "tallies"
BATCH = 2000
FEW = 20  # so many cells are looked up one by one, more by reading all of their statements

Cell: TypeAlias = tuple[object, ...]


def fold_events(*, wait: bool = False) -> int:
    """Fold every committed event that is not in the tallies yet; returns how many were folded.

    While somebody records, nothing is folded, unless told to wait: whoever records folds after.
    """
    folded = 0
    while True:
        step = _fold_batch(wait=wait)
        folded += step
        if step < BATCH:
            return folded


def rebuild_tallies() -> int:
    """Forget all tallies and fold every event again; returns how many were folded."""
    with transaction.atomic():
        hold_off_recording(wait=True)
        position = locked_position(NAME)
        Tally.objects.all().delete()
        position.position = 0
        position.save()
    return fold_events(wait=True)


@transaction.atomic
def _fold_batch(*, wait: bool) -> int:
    if not hold_off_recording(wait=wait):
        return 0
    position = locked_position(NAME)
    events = list(
        Event.objects.filter(pk__gt=position.position).order_by("pk").values("pk", "facts")[:BATCH]
    )
    if not events:
        return 0
    _add(_differences(event["facts"] for event in events))
    position.position = events[-1]["pk"]
    position.save()
    return len(events)


def _differences(all_facts: Iterable[dict[str, Any]]) -> Counter[Cell]:
    """What the events' cells, [old, new] pairs with None for “not public”, add and take away."""
    differences: Counter[Cell] = Counter()
    for facts in all_facts:
        for old, new in facts.get("cells", ()):
            if old is not None:
                differences[tuple(old)] -= 1
            if new is not None:
                differences[tuple(new)] += 1
    return differences


def _add(differences: Counter[Cell]) -> None:
    """Write the differences: one statement for all cells that gain or lose the same amount."""
    changed = {cell: amount for cell, amount in differences.items() if amount}
    there = _rows_of(list(changed)) if changed else {}
    alike: defaultdict[int, list[int]] = defaultdict(list)
    new = []
    for cell, amount in changed.items():
        if cell in there:
            alike[amount].append(there[cell])
        else:
            new.append(Tally(**_columns(cell), amount=amount))
    for amount, pks in alike.items():
        Tally.objects.filter(pk__in=pks).update(amount=F("amount") + amount)
    Tally.objects.filter(statement__in={cell[0] for cell in changed}, amount=0).delete()
    Tally.objects.bulk_create(new)


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
