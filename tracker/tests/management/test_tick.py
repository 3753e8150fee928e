"""The command that does what is due because time has passed, and the worker's job that does so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tracker.management.jobs import JOBS
from tracker.models import Attempt, Event, Follow, Letter, Submission
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.follows import asked
from tracker.tests.management.conftest import Shell
from tracker.tests.offers import offered
from tracker.tests.outbox import NOON


def on(days: float) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


@pytest.fixture
def busy(cast: Cast) -> Submission:
    """One offer that nobody answers, whose address expires; one that nobody confirms."""
    with on(0):
        offer = with_contact(cast.release(hosted(cast)))
        offered(cast.letter_wording)
        Attempt.objects.create(key="k", at=NOON)
    return offer


def test_tick_does_what_is_due_and_says_so(busy: Submission, shell: Shell) -> None:
    with on(8):
        assert shell("tick").splitlines() == [
            "clocks read: 1",
            "steps told to the desk: 1",
            "old tries forgotten: 3",
        ]
    assert "clocks read: 1" in shell.err
    with on(15):
        assert shell("tick").splitlines() == [
            "offers never confirmed, voided: 1",
            "addresses forgotten: 1",
            "clocks read: 2",
            "steps told to the desk: 1",
        ]


def test_tick_forgets_addresses_that_never_confirmed_following(cast: Cast, shell: Shell) -> None:
    with on(0):
        asked(cast.declaration)
    with on(6.9):
        assert "follows" not in shell("tick")
    with on(8):
        assert "follows never confirmed, forgotten: 1" in shell("tick").splitlines()
    assert not Follow.objects.exists()


def test_tick_twice_does_nothing_more(busy: Submission, shell: Shell) -> None:
    with on(15):
        shell("tick")
        counts = (Event.objects.count(), Letter.objects.count())

        assert shell("tick").strip() == "Nothing was due."
        assert (Event.objects.count(), Letter.objects.count()) == counts


def test_worker_does_the_same_a_few_batches_at_a_time(
    busy: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.management.ticks.SOME", 2)
    (job,) = [job for job in JOBS if job.name == "tick"]

    assert job.every == timedelta(minutes=1)
    with on(8):
        assert (job.run(), job.run(), job.run()) == (2, 3, 0)
