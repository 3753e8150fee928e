"""Whoever takes offers in is killed at any instruction, several at once: each is taken in once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from tracker.actions.waiting_offers import queue_offer, take_next_offer
from tracker.choices import EventKind
from tracker.models import Contact, Event, Letter, Submission, WaitingOffer
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer
from tracker.tests.processes import Shared, finish_together, killed_at_random

pytestmark = pytest.mark.django_db(transaction=True)
OFFERS = 150
KILLS = 25


def take_all() -> None:
    while take_next_offer(timezone.now()):
        pass


def test_every_offer_is_taken_in_once_although_takers_are_killed(tmp_path: Path) -> None:
    wording = Cast().letter_wording
    shared = Shared(tmp_path, port=25)
    addresses = {f"{number}@delta.example" for number in range(OFFERS)}
    for address in sorted(addresses):
        queue_offer(wording, an_offer(name=address, email=address))
    shared.lend()
    killed = 0
    for _time in range(KILLS):
        killed += killed_at_random(shared, take_all, 2, 0.1)
    ended = finish_together(shared, take_all, 1)
    shared.take_back()

    assert (ended, WaitingOffer.objects.count()) == ([0], 0)
    assert Counter(Contact.objects.values_list("email", flat=True)) == Counter(addresses)
    assert Counter(Letter.objects.values_list("to", flat=True)) == Counter(addresses)
    assert Submission.objects.count() == OFFERS
    offered = Event.objects.filter(kind=EventKind.SUBMISSION_OFFERED)
    assert offered.values("submission").distinct().count() == offered.count() == OFFERS
    assert killed > KILLS / 5
