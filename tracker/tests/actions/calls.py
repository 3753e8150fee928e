"""What a call of an action is: what it acts on, who may, and the events that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from tracker.actions.sources import add_source
from tracker.choices import EventKind, Origin
from tracker.rules.permissions import Right
from tracker.tests.cast import SOURCE, Cast

Action: TypeAlias = Callable[..., object]


@dataclass(frozen=True)
class Call:
    """One call: `prepare` makes what it acts on, `act` gets that and who acts.

    A part is written by other actions, for whoever acts there: those have asked for the right.
    """

    prepare: Callable[[Cast], Any]
    act: Callable[..., object]
    kinds: list[EventKind]
    right: Right | None = Right.EDIT
    is_part: bool = False


@dataclass(frozen=True)
class Outside:
    """The same by nobody with an account: `act` gets only what `prepare` made."""

    prepare: Callable[[Cast], Any]
    act: Callable[..., object]
    kinds: list[EventKind]
    origin: Origin


def call(kind: EventKind, prepare: Callable[[Cast], Any], act: Callable[..., object]) -> Call:
    """A call that whoever may edit may make, and that leaves one event."""
    return Call(prepare, act, [kind])


def correcting(kind: EventKind, prepare: Callable[[Cast], Any], act: Callable[..., object]) -> Call:
    """A call that changes one fact that everybody can read: a correction of it is told as well."""
    return Call(prepare, act, [kind, EventKind.CORRECTION_RELEASED])


def part(prepare: Callable[[Cast], Any], act: Callable[..., object], *kinds: EventKind) -> Call:
    """A call that asks for no right, since actions make it on behalf of whoever called them."""
    return Call(prepare, act, list(kinds), is_part=True)


def releasing(kind: EventKind, prepare: Callable[[Cast], Any], act: Callable[..., object]) -> Call:
    """A call that needs the right to release."""
    return Call(prepare, act, [kind], Right.RELEASE)


def administering(prepare: Callable[[Cast], Any], act: Callable[..., object]) -> Call:
    """A call about accounts, for administrators alone."""
    return Call(prepare, act, [EventKind.EDITOR_CHANGED], None)


def sourced(cast: Cast, row: Any) -> Any:
    add_source(row, SOURCE, by=cast.anna)
    return row
