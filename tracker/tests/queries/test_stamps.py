"""The stamp of the record: another one after every change, read without counting the table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.log import sequence_events
from tracker.actions.tallies import fold_events
from tracker.models import Event
from tracker.queries import stamps
from tracker.queries.stamps import NOTHING, newest_stamp
from tracker.tests.cast import Cast
from tracker.tests.offers import offered

pytestmark = pytest.mark.django_db


def test_empty_record_has_a_stamp() -> None:
    assert newest_stamp() == NOTHING


def test_stamp_grows_with_every_event_and_everything_folded(cast: Cast) -> None:
    found = []
    wording = cast.letter_wording
    for step in (lambda: offered(wording), fold_events, sequence_events, fold_events):
        before = newest_stamp()
        step()
        found.append(newest_stamp() > before)

    # The first sequencing makes a key, which is an event that is folded after it.
    assert found == [True, True, True, True]


def test_stamp_grows_with_an_event_that_appears_below_the_newest(cast: Cast) -> None:
    """On PostgreSQL who has got a number first may commit last."""
    assert cast.letter
    newest = Event.objects.latest("pk")
    for pk in (newest.pk + 20, newest.pk + 10):
        before = newest_stamp()
        newest.pk = pk
        newest.save(force_insert=True)
        assert newest_stamp() > before


def test_stamp_reads_a_short_part_of_an_index(cast: Cast) -> None:
    assert cast.letter
    with CaptureQueriesContext(connection) as asked:
        newest_stamp()
    assert len(asked) == 1

    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN (COSTS OFF)"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off" if connection.vendor != "sqlite" else "SELECT 1"
        )
        cursor.execute(f"{explain[connection.vendor]} {asked[0]['sql']}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "SCAN U0" in plan or connection.vendor != "sqlite"  # of the few projections alone
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "Seq Scan on tracker_event" not in plan


def test_numbers_that_may_still_appear_are_few() -> None:
    assert stamps.LATE <= 1000
