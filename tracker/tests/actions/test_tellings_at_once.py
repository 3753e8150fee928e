"""Two workers, or two forms, at the same moment: nobody gets a letter twice."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from tracker.actions.circulars import write_circulars
from tracker.actions.follows import ask_to_follow
from tracker.actions.tellings import tell_followers
from tracker.choices import Frequency, LetterKind
from tracker.models import Follow, Letter
from tracker.rules.follows import COLLECTED
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.actions.test_concurrency import race
from tracker.tests.cast import Cast
from tracker.tests.circulars import released, signed
from tracker.tests.follows import EMAIL, following

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one process write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def test_two_workers_tell_each_follower_once(cast: Cast) -> None:
    for number in range(3):
        following(cast.declaration, f"r{number}@readers.example")
    cast.offered()
    begun = timezone.now()
    tell_followers(begun)
    tell = lambda: tell_followers(begun + COLLECTED)  # noqa: E731

    assert race(tell, tell) == (3, 0)
    assert Letter.objects.filter(kind=LetterKind.DIGEST).count() == 3


def test_two_workers_note_news_once(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered()
    note = lambda: tell_followers(timezone.now())  # noqa: E731

    assert race(note, note) == (0, 0)
    assert Follow.objects.get().has_news


def test_two_workers_write_a_circular_once(cast: Cast) -> None:
    for number in range(3):
        signed(cast, f"s{number}@delta.example")
    released(cast)
    write = lambda: write_circulars(timezone.now())  # noqa: E731

    assert race(write, write) == (3, 0)
    assert Letter.objects.filter(kind=LetterKind.CIRCULAR).count() == 3


def test_same_form_sent_twice_at_once_makes_one_follow(cast: Cast) -> None:
    statement = cast.declaration
    ask = lambda: ask_to_follow(statement, EMAIL, Frequency.AT_ONCE)  # noqa: E731

    assert race(ask, ask) == (None, None)
    assert Follow.objects.count() == 1
    assert Letter.objects.filter(kind=LetterKind.FOLLOWING).count() == 2
