"""What the background worker does besides sending letters, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tracker.actions.answers import release_told_answers
from tracker.actions.circulars import write_circulars
from tracker.actions.deliveries import give_up_abandoned
from tracker.actions.duplicates import suggest_after_confirmations
from tracker.actions.log_timestamps import stamp_checkpoint
from tracker.actions.renewals import ask_about_new_wordings
from tracker.actions.tallies import fold_events
from tracker.actions.tellings import tell_followers
from tracker.management.ticks import tick_some


@dataclass(frozen=True, slots=True)
class Job:
    """An action that does what is due and nothing else: it may run too often and in two workers."""

    name: str
    every: timedelta
    run: Callable[[], object]


JOBS = (
    Job("events", timedelta(seconds=1), fold_events),
    Job("possible duplicates", timedelta(seconds=30), suggest_after_confirmations),
    Job("answers that were told", timedelta(seconds=15), release_told_answers),
    Job("questions about new wordings", timedelta(seconds=15), ask_about_new_wordings),
    Job("news for followers", timedelta(seconds=5), lambda: tell_followers(timezone.now())),
    Job("letters to signatories", timedelta(seconds=5), lambda: write_circulars(timezone.now())),
    Job("abandoned letters", timedelta(minutes=1), give_up_abandoned),
    Job("tick", timedelta(minutes=1), tick_some),
    Job("time stamps", timedelta(minutes=10), lambda: stamp_checkpoint(timezone.now())),
)
