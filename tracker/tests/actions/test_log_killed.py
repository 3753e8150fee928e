"""Sequencers killed at any instruction, and several at once: the log comes out exactly right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.actions import log
from tracker.actions.log import sequence_events
from tracker.models import LogEntry
from tracker.tests.logs import assert_log_is_right, make_events
from tracker.tests.processes import Shared, finish_together, killed_at_random

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 200
EVENTS = 1500
BATCH = 3


def sequence_all() -> None:
    sequence_events(wait=True)


def test_log_is_exactly_right_although_sequencers_are_killed_200_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Shared(tmp_path, port=25)
    make_events(EVENTS)
    shared.lend()
    monkeypatch.setattr(log, "BATCH", BATCH)
    killed, seconds, sizes = 0, 0.08, [0]
    while killed < KILLS:
        killed += killed_at_random(shared, sequence_all, 2 if killed % 4 == 0 else 1, seconds)
        sizes.append(shared.ask("SELECT max(size) FROM tracker_logcheckpoint")[0][0] or 0)
        # About every other one is to be killed within its first batch.
        seconds *= 1.2 if sizes[-1] == sizes[-2] else 0.8
    monkeypatch.setattr(log, "BATCH", 2000)

    assert finish_together(shared, sequence_all, 2) == [0, 0]
    shared.take_back()
    assert_log_is_right()
    assert LogEntry.objects.count() == EVENTS + 1
    assert len(set(sizes)) > KILLS / 10
