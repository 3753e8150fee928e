"""What the log tells of one event, before it is fixed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoggedFacts:
    """`open` stands in the leaf in clear (None: closed); `shown` may hold what is personal."""

    open: Facts | None = None
    shown: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """What can be told of an event: facts for the public, and what can show who somebody is.

    `is_public` says whether the public may read the row, or could until this event.
    """

    facts: Facts
    personal: Facts = field(default_factory=dict)
    is_public: bool = False
