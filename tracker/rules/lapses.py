"""When each clock of a submission ran out, as its whole history says, whoever looked and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.choices import ClockName, Custody, ReplyKind, Status, StepKind
from tracker.rules.clocks import reading_day
from tracker.rules.status import Look, Move, Opening, State, known_until, replay


@dataclass(frozen=True, slots=True)
class Lapse:
    """A clock ran out: it became overdue, or long overdue, on this day."""

    clock: ClockName
    kind: StepKind
    since: date


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs at the end: somebody has to act. `late_from` is behind or ahead of today.

    `days` is the promised time, by which everything about it is spaced; at least one.
    """

    clock: ClockName
    late_from: date
    days: int


@dataclass(frozen=True, slots=True)
class Account:
    """What the clocks of one submission have come to, up to a day.

    `ahead` are the days on which it becomes later, if nothing happens; at an observed statement
    there are none, since its clocks stand where the record ends.
    """

    lapses: frozenset[Lapse]
    running: tuple[Running, ...]
    ahead: tuple[date, ...]


def account(opening: Opening, moves: Iterable[Move], looks: Iterable[Look], today: date) -> Account:
    """All lateness there ever was, from the released replies and checks, and what runs today.

    It depends on the record alone: whoever looks every day and whoever looks once a year find the
    same. A clock becomes late once for each promise: a question only stops it for a while, asking
    for more time begins a new promise. Where dates are vague, nobody is late who may not be.
    """
    moves, looks = list(moves), list(looks)
    known = known_until(opening, moves, looks)
    found: dict[tuple[int, ClockName, StepKind], date] = {}
    ahead: list[date] = []
    begun, promise = opening.offered.latest, 0
    for state, ended_by in replay(opening, moves):
        end = ended_by.stated.earliest if ended_by else reading_day(known, today)
        for clock, kind, reached in _days(state, opening):
            key, day = (promise, clock, kind), max(reached, begun)
            if key not in found and day <= end:
                found[key] = day
            elif key not in found and ended_by is None and known is None:
                ahead.append(day)
        if ended_by is None:
            running = _running(state, opening, found, promise, begun)
        else:
            begun = ended_by.stated.latest
            promise += ended_by.kind == ReplyKind.DEFERRAL
    lapses = frozenset(Lapse(clock, kind, day) for (_, clock, kind), day in found.items())
    return Account(lapses, tuple(running), tuple(ahead))


def _clocks(state: State, opening: Opening) -> Iterator[tuple[ClockName, date, int]]:
    """The clocks that run in a state: to which day, and the days that were promised."""
    standing = state.standing
    if standing.acknowledge_by:
        yield ClockName.ACKNOWLEDGING, standing.acknowledge_by, opening.acknowledge_days
    if standing.decide_by:
        yield ClockName.DECIDING, standing.decide_by, state.decide_days


def _days(state: State, opening: Opening) -> Iterator[tuple[ClockName, StepKind, date]]:
    """When the clocks of a state become late: due today is not, nor is twice the time long."""
    for clock, by, days in _clocks(state, opening):
        yield clock, StepKind.OVERDUE, by + timedelta(days=1)
        yield clock, StepKind.LONG_OVERDUE, by + timedelta(days=days + 1)


def _running(
    state: State,
    opening: Opening,
    found: dict[tuple[int, ClockName, StepKind], date],
    promise: int,
    begun: date,
) -> Iterator[Running]:
    """The clocks of the last state; at an observed statement nobody is reminded, so none."""
    if opening.custody == Custody.OBSERVED:
        return
    for clock, by, days in _clocks(state, opening):
        ahead = max(by + timedelta(days=1), begun)
        late_from = found.get((promise, clock, StepKind.OVERDUE), ahead)
        yield Running(clock, late_from, max(days, 1))
    standing = state.standing
    if standing.status == Status.QUERIED and standing.waiting_since:
        # Nobody promised to answer by a day: the time to acknowledge is the measure here as well.
        days = max(opening.acknowledge_days, 1)
        late_from = standing.waiting_since + timedelta(days=days + 1)
        yield Running(ClockName.ANSWERING, late_from, days)
