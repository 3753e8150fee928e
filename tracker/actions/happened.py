"""What an action did to one row, before it becomes an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tracker.actions.changes import Changes
from tracker.choices import EventKind
from tracker.models import Position, Signatory, Statement, Submission


@dataclass(frozen=True, slots=True)
class Happened:
    """What an action did to one row, before it becomes an event.

    `positions` are all exceptions that a submission makes now, where the action is about them.
    """

    kind: EventKind
    subject: models.Model
    statement: Statement | None = None
    submission: Submission | None = None
    signatory: Signatory | None = None
    changes: Changes = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False
    positions: Sequence[Position] | None = None
