"""Taking in what waits, beside the worker: with breaks while more come, and until told to stop."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tracker.actions.waiting_offers import queue_offer
from tracker.management import waiting_rooms
from tracker.management.paces import LATELY, REST, REST_ON_SQLITE, Pace
from tracker.management.waiting_rooms import WaitingRoom
from tracker.models import Submission, WaitingOffer
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer

pytestmark = pytest.mark.django_db


class Stopping(Event):
    """Waits for nothing, and knows how long it should have."""

    def __init__(self, most: int = 100) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.most = most

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0)
        if len(self.waits) >= self.most:
            self.set()
        return self.is_set()


def queued(cast: Cast, count: int) -> None:
    for number in range(count):
        offer = an_offer(name=f"Delta {number}", email=f"{number}@delta.example")
        queue_offer(cast.letter_wording, offer)


def test_round_takes_in_all_and_rests_while_more_come(cast: Cast) -> None:
    queued(cast, 3)
    stopping = Stopping()

    WaitingRoom(stopping).round()

    assert (Submission.objects.count(), WaitingOffer.objects.count()) == (3, 0)
    # Looked at once a second: after the first, two more had just come.
    assert len(stopping.waits) == 3
    assert all(one > 0 for one in stopping.waits)


def test_worker_rests_while_offers_are_put_in_line(cast: Cast) -> None:
    rest = REST_ON_SQLITE if connection.vendor == "sqlite" else REST
    assert Pace().rest(2.0) == 0
    queued(cast, 1)
    assert Pace().rest(2.0) == 2.0 * rest
    WaitingOffer.objects.update(received_at=timezone.now() - LATELY)
    assert Pace().rest(2.0) == 0


def test_pace_looks_once_a_second(cast: Cast, django_assert_num_queries: Any) -> None:
    pace = Pace()
    with django_assert_num_queries(1):
        for _time in range(3):
            pace.rest(1.0)


def test_round_ends_after_the_offer_in_hand_when_it_is_told_to_stop(cast: Cast) -> None:
    queued(cast, 3)

    WaitingRoom(Stopping(most=1)).round()

    assert (Submission.objects.count(), WaitingOffer.objects.count()) == (1, 2)


def test_run_goes_on_after_an_error_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopping = Stopping(most=3)

    def fail(_now: Any) -> bool:
        raise RuntimeError("mara@delta.example")

    monkeypatch.setattr(waiting_rooms, "take_next_offer", fail)
    # The test's own connection is not the thread's to close.
    monkeypatch.setattr(waiting_rooms, "close_old_connections", lambda: None)
    thread = Thread(target=WaitingRoom(stopping).run)
    thread.start()
    thread.join()

    assert stopping.waits == [1.0, 1.0, 1.0]
    assert caplog.text.count("RuntimeError") == 3
    assert "delta.example" not in caplog.text
