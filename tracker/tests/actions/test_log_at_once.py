"""Recording and sequencing at the same moment on PostgreSQL, where numbers come before commits."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tracker.actions import log
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import make_first_key
from tracker.actions.releases import release_submission
from tracker.models import Event, LogEntry, LogKey, Submission
from tracker.proof.growth import Edge
from tracker.proof.keys import Signer
from tracker.tests.actions.test_concurrency import PATIENCE, alone, race, two_to_release
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.cast import Cast
from tracker.tests.logs import assert_log_is_right, make_events

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one person write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def test_sequencing_between_two_writers_passes_nobody_over(cast: Cast) -> None:
    first, second = two_to_release(cast)
    make_first_key()
    sequenced_between: list[int] = []

    race(
        lambda: release_submission(first, by=cast.ben),
        lambda: release_submission(second, by=cast.ben),
        between=lambda: sequenced_between.append(sequence_events()),
    )

    # The first's event has the lower number and was committed last.
    assert sequenced_between == [0]
    assert sequence_events() == Event.objects.count()
    assert_log_is_right()


def test_sequencing_that_waits_takes_what_it_waited_for(cast: Cast) -> None:
    first, _second = two_to_release(cast)
    make_first_key()

    _released, sequenced = race(
        lambda: release_submission(first, by=cast.ben), lambda: sequence_events(wait=True)
    )

    assert sequenced == Event.objects.count()
    assert_log_is_right()


def test_nobody_who_records_waits_for_the_log_to_be_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = two_to_release(cast)
    ben, another, sign = cast.ben, ThreadPoolExecutor(1), log._sign
    released: list[Submission] = []

    def release_meanwhile(edge: Edge, keys: Sequence[Signer]) -> None:
        release = another.submit(alone, lambda: release_submission(first, by=ben))
        released.append(release.result(PATIENCE))
        sign(edge, keys)

    with monkeypatch.context() as patch:
        patch.setattr(log, "_sign", release_meanwhile)
        sequence_events()

    assert released == [first]
    assert sequence_events() == 1
    assert_log_is_right()


def test_two_sequencers_at_once_make_one_key_and_one_log(cast: Cast) -> None:
    make_events(5)

    assert sum(race(sequence_events, lambda: sequence_events(wait=True))) == 6

    assert (LogKey.objects.count(), LogEntry.objects.count()) == (1, 6)
    assert_log_is_right()
