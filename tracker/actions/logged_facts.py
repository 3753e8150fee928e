"""Which facts of an event the log tells: in clear, and under a commitment that can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.actions.happened import Happened


@dataclass(frozen=True, slots=True)
class LoggedFacts:
    """`open` stands in the leaf in clear (None: closed); `shown` may hold what is personal."""

    open: dict[str, Any] | None = None
    shown: dict[str, Any] = field(default_factory=dict)


def logged_facts(all_happened: Sequence[Happened]) -> list[LoggedFacts]:
    """What the log tells of each of these, in order; asks as little of the database as it can."""
    return [LoggedFacts() for _ in all_happened]
