"""Where a submission stands: which reply leads where, and the replay of all in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.choices import Custody, Direction, Party, ReplyKind, Status
from tracker.rules.dates import StatedDate

OPEN_TO_ISSUER = frozenset(
    {Status.UNANSWERED, Status.ACKNOWLEDGED, Status.QUERIED, Status.DEFERRED}
)

# Which reply leads where, and from which statuses. A kind that is missing changes no status.
LEADS: dict[str, tuple[Status, frozenset[Status]]] = {
    ReplyKind.ACKNOWLEDGEMENT: (Status.ACKNOWLEDGED, frozenset({Status.UNANSWERED})),
    ReplyKind.QUESTION: (Status.QUERIED, OPEN_TO_ISSUER),
    ReplyKind.ANSWER: (Status.ACKNOWLEDGED, frozenset({Status.QUERIED})),
    ReplyKind.DEFERRAL: (Status.DEFERRED, OPEN_TO_ISSUER),
    ReplyKind.ACCEPTANCE: (Status.ACCEPTED, OPEN_TO_ISSUER | {Status.REFUSED}),
    ReplyKind.LISTING: (Status.ACCEPTED, OPEN_TO_ISSUER | {Status.INVITED, Status.REFUSED}),
    ReplyKind.AGREEMENT: (Status.ACCEPTED, frozenset({Status.INVITED, Status.DECLINED})),
    ReplyKind.REFUSAL: (Status.REFUSED, OPEN_TO_ISSUER | {Status.ACCEPTED}),
    ReplyKind.DECLINE: (Status.DECLINED, frozenset({Status.INVITED})),
    ReplyKind.WITHDRAWAL: (
        Status.WITHDRAWN,
        OPEN_TO_ISSUER | {Status.INVITED, Status.ACCEPTED, Status.REFUSED},
    ),
}

AWAITS: dict[str, Party] = {
    Status.UNCONFIRMED: Party.SIGNATORY,
    Status.INVITED: Party.SIGNATORY,
    Status.UNANSWERED: Party.ISSUER,
    Status.ACKNOWLEDGED: Party.ISSUER,
    Status.QUERIED: Party.SIGNATORY,
    Status.DEFERRED: Party.ISSUER,
    Status.ACCEPTED: Party.NOBODY,
    Status.REFUSED: Party.NOBODY,
    Status.DECLINED: Party.NOBODY,
    Status.WITHDRAWN: Party.NOBODY,
    Status.VOID: Party.NOBODY,
}

# Who may send which kind (DESIGN, status table: "set by").
SPEAKERS: dict[str, frozenset[Party]] = {
    ReplyKind.ACKNOWLEDGEMENT: frozenset({Party.ISSUER}),
    ReplyKind.QUESTION: frozenset({Party.ISSUER}),
    ReplyKind.ANSWER: frozenset({Party.SIGNATORY}),
    ReplyKind.DEFERRAL: frozenset({Party.ISSUER}),
    ReplyKind.ACCEPTANCE: frozenset({Party.ISSUER}),
    ReplyKind.REFUSAL: frozenset({Party.ISSUER}),
    ReplyKind.LISTING: frozenset({Party.ISSUER}),
    ReplyKind.AGREEMENT: frozenset({Party.SIGNATORY}),
    ReplyKind.DECLINE: frozenset({Party.SIGNATORY}),
    ReplyKind.WITHDRAWAL: frozenset({Party.SIGNATORY}),
    ReplyKind.PUBLICATION: frozenset({Party.SIGNATORY}),
    ReplyKind.REMINDER: frozenset({Party.SIGNATORY, Party.ISSUER}),
    ReplyKind.RESEND: frozenset({Party.SIGNATORY}),
    ReplyKind.DISPUTE: frozenset({Party.SIGNATORY, Party.ISSUER}),
    ReplyKind.NOTE: frozenset({Party.SIGNATORY, Party.ISSUER}),
}

# What only one side does, but not to answer the other: a list can show a name without any reply.
NO_REPLIES = frozenset({ReplyKind.LISTING, ReplyKind.PUBLICATION, ReplyKind.RESEND})


@dataclass(frozen=True, slots=True)
class Opening:
    """How a submission began, with the promises of its statement in days."""

    direction: str
    offered: StatedDate
    acknowledge_days: int
    decide_days: int
    custody: str = Custody.OBSERVED
    is_automatic: bool = False
    is_confirmed: bool = True
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One released reply as the replay sees it; `order` breaks ties between equal dates."""

    kind: str
    stated: StatedDate
    order: int
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One released check that found nothing, as the replay sees it."""

    stated: StatedDate


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about a submission that follows from its replies; stored in its columns.

    `acknowledge_by` and `decide_by` are the days the two clocks run to (None: stopped, paused or
    without a date). `overdue_from` and `long_overdue_from` are the first days on which it counts
    as such; at an observed statement they are set only if reached by the last check, since the
    clocks stop there (`known_until`; None where the site itself knows).
    """

    status: Status
    awaiting: Party
    waiting_since: date | None
    is_contested: bool = False
    acknowledge_by: date | None = None
    decide_by: date | None = None
    acknowledged_on: date | None = None
    first_reply_on: date | None = None
    decided_on: date | None = None
    published_on: date | None = None
    listed_on: date | None = None
    overdue_from: date | None = None
    long_overdue_from: date | None = None
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The replay between two moves: the standing so far and what the clocks still need."""

    standing: Standing
    decide_days: int
    paused_on: date | None = None
    paused_decide_by: date | None = None


def derive_status(opening: Opening, moves: Iterable[Move], looks: Iterable[Look] = ()) -> Standing:
    """Replay all released replies in order of date and say where the submission stands.

    The order in which they were recorded matters only between replies of the same date.
    Clocks count from the latest day that a date can mean: nobody is called late who may not be.
    """
    moves, looks = list(moves), list(looks)
    *_, (state, _end) = replay(opening, moves)
    return _with_lateness(state, opening, known_until(opening, moves, looks))


def replay(opening: Opening, moves: Iterable[Move]) -> Iterator[tuple[State, Move | None]]:
    """Every state a submission was in, with the move that ended it: None for the last one."""
    state = State(_first_standing(opening), opening.decide_days)
    for move in sorted(moves, key=_in_order):
        if _leads(state, move):
            yield state, move
        state = _apply(state, move)
    yield state, None


def awaits(status: str) -> Party:
    """Who must act while a submission has this status."""
    return AWAITS[status]


def _in_order(move: Move) -> tuple[date, date, int]:
    return (move.stated.latest, move.stated.earliest, move.order)


def _first_status(opening: Opening) -> Status:
    if opening.is_void:
        return Status.VOID
    if not opening.is_confirmed:
        return Status.UNCONFIRMED
    if opening.direction == Direction.INVITATION:
        return Status.INVITED
    return Status.ACCEPTED if opening.is_automatic else Status.UNANSWERED


def _first_standing(opening: Opening) -> Standing:
    status, start = _first_status(opening), opening.offered.latest
    standing = Standing(status, AWAITS[status], start if AWAITS[status] != Party.NOBODY else None)
    if status == Status.ACCEPTED:
        return replace(standing, decided_on=start)
    if status != Status.UNANSWERED:
        return standing
    return replace(
        standing,
        acknowledge_by=start + timedelta(days=opening.acknowledge_days),
        decide_by=start + timedelta(days=opening.decide_days),
    )


def _apply(state: State, move: Move) -> State:
    facts = replace(state, standing=_with_facts(state.standing, move))
    return _enter(facts, LEADS[move.kind][0], move) if _leads(state, move) else facts


def _leads(state: State, move: Move) -> bool:
    return move.kind in LEADS and state.standing.status in LEADS[move.kind][1]


def _with_facts(standing: Standing, move: Move) -> Standing:
    """What a reply adds whatever the status: published, listed, contested, first reply."""
    day = move.stated.latest
    if move.kind == ReplyKind.DISPUTE:
        standing = replace(standing, is_contested=True)
    if move.kind == ReplyKind.PUBLICATION:
        standing = replace(standing, published_on=standing.published_on or day)
    if move.kind == ReplyKind.LISTING:
        standing = replace(standing, listed_on=standing.listed_on or day)
    if standing.first_reply_on is None and _answers(standing.status, move.kind):
        standing = replace(standing, first_reply_on=day)
    return standing


def _answers(status: Status, kind: str) -> bool:
    """Whether this is a reply of the party whose answer was awaited from the start."""
    other = Party.SIGNATORY if status == Status.INVITED else Party.ISSUER
    return SPEAKERS[kind] == {other} and kind not in NO_REPLIES


def _enter(state: State, status: Status, move: Move) -> State:
    """Enter a status: who must act since when, and what happens to the two clocks."""
    old, day = state.standing, move.stated.latest
    awaiting = AWAITS[status]
    since = old.waiting_since if awaiting == old.awaiting else day
    standing = replace(
        old,
        status=status,
        awaiting=awaiting,
        waiting_since=None if awaiting == Party.NOBODY else since,
        acknowledge_by=None,
        acknowledged_on=old.acknowledged_on or _acknowledged(old, status, day),
        decided_on=_decided(old, status, day),
    )
    if awaiting == Party.NOBODY:
        return State(replace(standing, decide_by=None), state.decide_days)
    if status == Status.QUERIED:
        return _pause(state, standing, day)
    if status == Status.DEFERRED:
        promised_days = (move.promised - day).days if move.promised else state.decide_days
        return State(replace(standing, decide_by=move.promised), max(promised_days, 0))
    return _resume(state, standing, day)


def _decided(old: Standing, status: Status, day: date) -> date | None:
    """The day it was decided; taking an offer back decides nothing and leaves a decision's day."""
    if status == Status.WITHDRAWN:
        return old.decided_on
    return day if AWAITS[status] == Party.NOBODY else None


def _acknowledged(old: Standing, status: Status, day: date) -> date | None:
    """The day an offer was first acknowledged: any answer of the issuer shows that it arrived."""
    return day if old.status == Status.UNANSWERED and status != Status.WITHDRAWN else None


def _pause(state: State, standing: Standing, day: date) -> State:
    if state.paused_on is not None:
        return replace(state, standing=standing)
    left = state.standing.decide_by
    return State(replace(standing, decide_by=None), state.decide_days, day, left)


def _resume(state: State, standing: Standing, day: date) -> State:
    if state.paused_on is None:
        return replace(state, standing=standing)
    left = state.paused_decide_by
    resumed = left + (day - state.paused_on) if left else None
    return State(replace(standing, decide_by=resumed), state.decide_days)


def known_until(opening: Opening, moves: Iterable[Move], looks: Iterable[Look]) -> date | None:
    """The last day of which anything is known; None at a hosted statement, which knows to now.

    What is dated vaguely is known to reach only as far as the first day that its date can mean.
    """
    if opening.custody == Custody.HOSTED:
        return None
    told = [move.stated for move in moves] + [look.stated for look in looks]
    return max([opening.offered.latest, *(one.earliest for one in told)])


def _with_lateness(state: State, opening: Opening, known_until: date | None) -> Standing:
    standing = state.standing
    clocks = [(standing.acknowledge_by, opening.acknowledge_days)]
    clocks.append((standing.decide_by, state.decide_days))
    running = [(by, promised) for by, promised in clocks if by is not None]
    overdue = min((by + timedelta(days=1) for by, _ in running), default=None)
    long_overdue = min((by + timedelta(days=days + 1) for by, days in running), default=None)
    return replace(
        standing,
        known_until=known_until,
        overdue_from=_if_known(overdue, known_until),
        long_overdue_from=_if_known(long_overdue, known_until),
    )


def _if_known(day: date | None, known_until: date | None) -> date | None:
    if day is None or (known_until is not None and day > known_until):
        return None
    return day
