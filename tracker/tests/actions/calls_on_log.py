"""Calls of every action on the log by the clock or a command: one for each outcome."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.test import override_settings
from django.utils import timezone

from tracker.actions import log, log_keys, log_timestamps
from tracker.choices import EventKind as Kind
from tracker.choices import Origin
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.authorities import Authority
from tracker.tests.cast import Cast


def two_keys(_cast: Cast) -> None:
    log_keys.make_first_key()
    log_keys.add_key()


def stamped(_it: Any) -> None:
    with TemporaryDirectory() as folder:
        authority = Authority(Path(folder) / "it")
        with (
            authority.serve() as url,
            override_settings(TIMESTAMP_URL=url, TIMESTAMP_ROOTS=str(authority.roots)),
        ):
            log_timestamps.stamp_checkpoint(timezone.now())


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
    (
        log_timestamps.stamp_checkpoint,
        Outside(
            lambda cast: (cast.offer(), log.sequence_events()),
            stamped,
            [Kind.CHECKPOINT_STAMPED],
            Origin.CLOCK,
        ),
    ),
]
