"""Offers, replies and checks as short as a test can say them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.choices import Custody, Direction, ReplyKind
from tracker.rules.dates import exact_day, read_date
from tracker.rules.status import Look, Move, Opening, Standing, derive_status

FIRST_DAY = date(2022, 3, 1)


def opened(**values: Any) -> Opening:
    """An offer of 1 March 2022 to a hosted statement: acknowledged in 7 days, decided in 30."""
    facts = {
        "direction": Direction.OFFER,
        "offered": exact_day(FIRST_DAY),
        "acknowledge_days": 7,
        "decide_days": 30,
        "custody": Custody.HOSTED,
    }
    return Opening(**facts | values)


def move(kind: ReplyKind, dated: str, *, order: int = 1, promised: str | None = None) -> Move:
    return Move(kind, read_date(dated), order, date.fromisoformat(promised) if promised else None)


def replay(*moves: tuple[Any, ...], **values: Any) -> Standing:
    """The standing after moves given as (kind, date) or (kind, date, promised date)."""
    made = [
        move(kind, dated, order=order, promised=promised[0] if promised else None)
        for order, (kind, dated, *promised) in enumerate(moves, start=1)
    ]
    return derive_status(opened(**values), made)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def clocks(standing: Standing) -> tuple[str | None, str | None]:
    """The days to which the two clocks run, as text."""
    by = (standing.acknowledge_by, standing.decide_by)
    return (by[0].isoformat() if by[0] else None, by[1].isoformat() if by[1] else None)


def observed(*moves: tuple[Any, ...], looks: tuple[str, ...] = (), **values: Any) -> Standing:
    made = [move(kind, dated) for kind, dated in moves]
    found = [Look(read_date(dated)) for dated in looks]
    return derive_status(opened(custody=Custody.OBSERVED, **values), made, found)
