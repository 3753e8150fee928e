"""Whoever takes offers in is killed at any instruction, several at once: each is taken in once."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tracker.actions.waiting_offers import queue_offer, take_next_offer
from tracker.choices import EventKind
from tracker.models import Contact, Event, Letter, Submission, WaitingOffer
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer
from tracker.tests.processes import Shared

pytestmark = pytest.mark.django_db(transaction=True)
OFFERS = 150
KILLS = 25


def fork_taker(shared: Shared) -> tuple[int, int]:
    """A process of its own that takes in all; its number, and a pipe that says it began."""
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
        while take_next_offer(timezone.now()):
            pass
        status = 0
    except BaseException:  # the child must never come back into the tests
        traceback.print_exc()
    finally:
        os._exit(status)


def killed_at_random(shared: Shared, seconds: float) -> int:
    """Let two take in offers, and kill both within seconds; returns how many were not done."""
    takers = [fork_taker(shared) for _taker in range(2)]
    for _process, begun in takers:
        os.read(begun, 1)
        os.close(begun)
    time.sleep(random.uniform(0, seconds))
    for process, _begun in takers:
        os.kill(process, signal.SIGKILL)
    statuses = [os.waitpid(process, 0)[1] for process, _begun in takers]
    return sum(os.WIFSIGNALED(status) for status in statuses)


def test_every_offer_is_taken_in_once_although_takers_are_killed(tmp_path: Path) -> None:
    wording = Cast().letter_wording
    shared = Shared(tmp_path, port=25)
    addresses = {f"{number}@delta.example" for number in range(OFFERS)}
    for address in sorted(addresses):
        queue_offer(wording, an_offer(name=address, email=address))
    shared.lend()
    killed = 0
    for _time in range(KILLS):
        killed += killed_at_random(shared, 0.1)
    process, begun = fork_taker(shared)
    ended = os.waitpid(process, 0)[1]
    os.close(begun)
    shared.take_back()

    assert (ended, WaitingOffer.objects.count()) == (0, 0)
    assert Counter(Contact.objects.values_list("email", flat=True)) == Counter(addresses)
    assert Counter(Letter.objects.values_list("to", flat=True)) == Counter(addresses)
    assert Submission.objects.count() == OFFERS
    offered = Event.objects.filter(kind=EventKind.SUBMISSION_OFFERED)
    assert offered.values("submission").distinct().count() == offered.count() == OFFERS
    assert killed > KILLS / 5
