"""Calls of every action on the log by the clock or a command: one for each outcome."""

from __future__ import annotations

from tracker.actions import log, log_keys
from tracker.choices import EventKind as Kind
from tracker.choices import Origin
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.cast import Cast


def two_keys(_cast: Cast) -> None:
    log_keys.make_first_key()
    log_keys.add_key()


def made_by(act: Action, origin: Origin) -> tuple[Action, Outside]:
    return act, Outside(lambda cast: None, lambda it: act(), [Kind.LOG_KEY_MADE], origin)


ON_LOG: list[tuple[Action, Outside]] = [
    made_by(log.sequence_events, Origin.CLOCK),
    made_by(log_keys.make_first_key, Origin.CLOCK),
    made_by(log_keys.add_key, Origin.COMMAND),
    (
        log_keys.end_old_keys,
        Outside(two_keys, lambda it: log_keys.end_old_keys(), [Kind.LOG_KEY_ENDED], Origin.COMMAND),
    ),
]
