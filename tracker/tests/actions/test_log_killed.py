"""Sequencers killed at any instruction, and several at once: the log comes out exactly right."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from pathlib import Path

import pytest
from django.db import connection

from tracker.actions import log
from tracker.actions.log import sequence_events
from tracker.models import LogEntry
from tracker.tests.logs import assert_log_is_right, make_events
from tracker.tests.processes import Shared

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 200
EVENTS = 1500
BATCH = 3


def fork_sequencer(shared: Shared) -> tuple[int, int]:
    """A process of its own that sequences everything; its number, and a pipe that says it began."""
    begun, begin = os.pipe()
    process = os.fork()
    if process:
        os.close(begin)
        return process, begun
    status = 1
    try:
        # Not closed: the server would believe that the parent has gone.
        _parents, connection.connection = connection.connection, None
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = str(shared.file)
        connection.ensure_connection()
        os.write(begin, b"!")
        sequence_events(wait=True)
        status = 0
    except BaseException:  # the child must never come back into the tests
        traceback.print_exc()
    finally:
        os._exit(status)


def killed_at_random(shared: Shared, processes: int, seconds: float) -> int:
    """Let so many sequence at once, and kill all within seconds; returns how many were not done."""
    children = [fork_sequencer(shared) for _ in range(processes)]
    for _process, begun in children:
        os.read(begun, 1)
        os.close(begun)
    time.sleep(random.uniform(0, seconds))
    for process, _begun in children:
        os.kill(process, signal.SIGKILL)
    statuses = [os.waitpid(process, 0)[1] for process, _begun in children]
    return sum(os.WIFSIGNALED(status) for status in statuses)


def finish_at_once(shared: Shared) -> list[int]:
    """Two sequencers at the same time do the rest; how they ended."""
    children = [fork_sequencer(shared) for _ in range(2)]
    ended = []
    for process, begun in children:
        ended.append(os.waitpid(process, 0)[1])
        os.close(begun)
    return ended


def test_log_is_exactly_right_although_sequencers_are_killed_200_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Shared(tmp_path, port=25)
    make_events(EVENTS)
    shared.lend()
    monkeypatch.setattr(log, "BATCH", BATCH)
    killed, seconds, sizes = 0, 0.08, [0]
    while killed < KILLS:
        killed += killed_at_random(shared, 2 if killed % 4 == 0 else 1, seconds)
        sizes.append(shared.ask("SELECT max(size) FROM tracker_logcheckpoint")[0][0] or 0)
        # About every other one is to be killed within its first batch.
        seconds *= 1.2 if sizes[-1] == sizes[-2] else 0.8
    monkeypatch.setattr(log, "BATCH", 2000)

    assert finish_at_once(shared) == [0, 0]
    shared.take_back()
    assert_log_is_right()
    assert LogEntry.objects.count() == EVENTS + 1
    assert len(set(sizes)) > KILLS / 10
