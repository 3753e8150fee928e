"""What the background worker does besides sending letters, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tracker.actions.deliveries import give_up_abandoned
from tracker.actions.letter_contents import empty_old_letters


@dataclass(frozen=True, slots=True)
class Job:
    """An action that does what is due and nothing else: it may run too often and in two workers."""

    name: str
    every: timedelta
    run: Callable[[], object]


JOBS = (
    Job("abandoned letters", timedelta(minutes=1), give_up_abandoned),
    Job("old letters", timedelta(hours=6), empty_old_letters),
)
