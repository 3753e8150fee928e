"""The two lanes: what either side wrote, in order of date, and how long it was silent between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Any

from tracker.choices import Looked, Party, ReplyKind, Status
from tracker.rules.dates import StatedDate, days_between, exact_day
from tracker.rules.status import Move, Opening, derive_status

LONGEST_SILENCE = 9


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the lanes see it; `body` is whatever the caller wants to draw.

    `number` is the reply's (0: the offer or invitation itself), `disputes` that of the disputed
    one. What is not released is drawn for editors, but moves nothing: `counts` is false.
    """

    number: int
    speaker: Party
    kind: str
    stated: StatedDate
    body: Any = None
    disputes: int | None = None
    promised: date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """One check that found nothing, as the lanes see it."""

    stated: StatedDate
    looked_for: str
    body: Any = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands side by side at one date: one message, or a disputed one opposite its dispute."""

    stated: StatedDate
    signatory: tuple[Message, ...] = ()
    issuer: tuple[Message, ...] = ()
    is_disputed: bool = False

    @property
    def spread(self) -> int:
        """How uncertain the date is, 0 (one day, not doubted) to 5: the length of its mark."""
        return min(length_of((self.stated.latest - self.stated.earliest).days), 5) or int(
            self.stated.is_doubtful
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch in which `party` had to act and nothing by it is recorded.

    `party` is nobody where only checks are told. `fewest` and `most` are whole days; an open
    silence lasts to the day on which it is read or, at an observed statement, is last known.
    """

    party: Party
    status: Status
    fewest: int
    most: int
    looks: tuple[Look, ...] = ()
    is_open: bool = False
    is_broken: bool = False

    @property
    def length(self) -> int:
        """1 to 9, growing with the logarithm of the days."""
        return max(length_of(self.most), 1)

    @property
    def last_look(self) -> Look | None:
        """The latest check for a reply within it."""
        return next((one for one in reversed(self.looks) if one.looked_for == Looked.REPLY), None)


def length_of(days: int) -> int:
    """0 for no day, 1 for one, 3 for a week, 5 for a month, 9 for a year and a half or longer."""
    return min(round(log2(days + 1)), LONGEST_SILENCE)


def lay_out(
    opening: Opening, messages: Sequence[Message], looks: Sequence[Look], until: date
) -> list[Turn | Silence]:
    """Turns and silences in order; the first message is the offer or invitation.

    `until` is the day to which something is known (rules.clocks.reading_day).
    """
    ordered = [messages[0], *sorted(messages[1:], key=_in_order)]
    waiting_looks = sorted(looks, key=lambda look: (look.stated.latest, look.stated.earliest))
    disputes = _disputes(ordered)
    turns = [one for one in ordered if one.number not in disputes]
    drawn: list[Turn | Silence] = []
    for place, message in enumerate(turns):
        drawn.append(
            _turn(message, [one for one in ordered if disputes.get(one.number) == message.number])
        )
        after = turns[place + 1] if place + 1 < len(turns) else None
        within, waiting_looks = _split(waiting_looks, after)
        standing = derive_status(opening, _moves(turns[1 : place + 1]))
        silence = _silence(message, after, within, standing.status, standing.awaiting, until)
        drawn += [silence] if silence else []
    return drawn


def _in_order(message: Message) -> tuple[date, date, int]:
    return (message.stated.latest, message.stated.earliest, message.number)


def _disputes(messages: list[Message]) -> dict[int, int]:
    """The message that each dispute is about in the end; left out: those about nothing drawn."""
    about = {one.number: one.disputes for one in messages}
    return {number: root for number in about if (root := _root(number, about)) != number}


def _root(number: int, about: dict[int, int | None]) -> int:
    seen = {number}
    while (target := about[number]) is not None and target in about and target not in seen:
        seen.add(target)
        number = target
    return number


def _turn(message: Message, disputes: list[Message]) -> Turn:
    """One message in its lane; a disputed one opposite its dispute, whoever is said to speak."""
    side = message.speaker
    if disputes:
        side = Party.ISSUER if disputes[0].speaker == Party.SIGNATORY else Party.SIGNATORY
    lanes: dict[Party, list[Message]] = {Party.SIGNATORY: [], Party.ISSUER: []}
    lanes[side].append(message)
    for one in disputes:
        lanes[one.speaker].append(one)
    return Turn(
        message.stated, tuple(lanes[Party.SIGNATORY]), tuple(lanes[Party.ISSUER]), bool(disputes)
    )


def _moves(messages: Sequence[Message]) -> list[Move]:
    return [
        Move(one.kind, one.stated, one.number, one.promised)
        for one in messages
        if one.counts and one.kind in ReplyKind.values
    ]


def _split(looks: list[Look], after: Message | None) -> tuple[tuple[Look, ...], list[Look]]:
    """The checks up to the next message, and those still to be placed."""
    if after is None:
        return tuple(looks), []
    within = tuple(look for look in looks if look.stated.latest <= after.stated.latest)
    return within, looks[len(within) :]


def _silence(
    message: Message,
    after: Message | None,
    looks: tuple[Look, ...],
    status: Status,
    party: Party,
    until: date,
) -> Silence | None:
    end = after.stated if after else exact_day(max(until, message.stated.latest))
    fewest, most = days_between(message.stated, end)
    if party == Party.NOBODY and not looks:
        return None
    if after is not None and most == 0 and not looks:
        return None
    return Silence(
        party,
        status,
        fewest,
        most,
        looks,
        is_open=after is None and party != Party.NOBODY,
        is_broken=after is not None and after.speaker == party,
    )
