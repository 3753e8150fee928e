"""What the background worker does besides sending letters, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tracker.actions.answers import release_told_answers
from tracker.actions.attempts import forget_old_tries
from tracker.actions.deliveries import give_up_abandoned
from tracker.actions.letter_contents import empty_old_letters
from tracker.actions.renewals import ask_about_new_wordings
from tracker.actions.tallies import fold_events


@dataclass(frozen=True, slots=True)
class Job:
    """An action that does what is due and nothing else: it may run too often and in two workers."""

    name: str
    every: timedelta
    run: Callable[[], object]


JOBS = (
    Job("events", timedelta(seconds=5), fold_events),
    Job("answers that were told", timedelta(seconds=15), release_told_answers),
    Job("questions about new wordings", timedelta(seconds=15), ask_about_new_wordings),
    Job("abandoned letters", timedelta(minutes=1), give_up_abandoned),
    Job("old tries", timedelta(hours=1), forget_old_tries),
    Job("old letters", timedelta(hours=6), empty_old_letters),
)
