"""Two people at the same moment: nothing is lost, and the second is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from tracker.actions.lateness import read_clocks
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.releases import release_submission
from tracker.actions.revisions import change_revision
from tracker.actions.sources import add_source
from tracker.actions.statements import change_statement
from tracker.actions.submissions import change_submission, record_submissions
from tracker.actions.tallies import fold_events, rebuild_tallies
from tracker.choices import EventKind
from tracker.models import Event, Projection, Submission, Tally
from tracker.rules.refusals import Conflict, Refused
from tracker.tests.cast import SOURCE, Cast

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite lets one person write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]
PATIENCE = 10

Act = Callable[[], Any]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast in a database where every thread sees what is committed."""
    return Cast()


def race(first: Act, second: Act, *, between: Act | None = None) -> tuple[Any, Any]:
    """What comes of two calls, the second made while the first's transaction is open.

    The transaction is closed as soon as the second call waits or is done, and after `between`.
    """
    opened, close = threading.Event(), threading.Event()

    def hold() -> Any:
        with transaction.atomic():
            result = first()
            opened.set()
            close.wait(PATIENCE)
        return result

    with ThreadPoolExecutor(2) as threads:
        held = threads.submit(alone, hold)
        opened.wait(PATIENCE)
        other = threads.submit(alone, second)
        wait_until_blocked(other)
        if between is not None:
            between()
        close.set()
    return outcome(held), outcome(other)


def alone(act: Act) -> Any:
    """Call it, and close the connection that this thread got for it."""
    try:
        return act()
    finally:
        connection.close()


def outcome(future: Future[Any]) -> Any:
    return future.exception() or future.result()


def wait_until_blocked(future: Future[Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not future.done() and not somebody_waits():
        assert time.monotonic() < end
        time.sleep(0.01)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def counted() -> int:
    return Tally.objects.aggregate(sum=Sum("amount"))["sum"] or 0


def two_to_release(cast: Cast) -> list[Submission]:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    for offer in offers:
        add_source(offer, SOURCE, by=cast.anna)
    assert cast.ben
    return offers


def test_a_fold_between_two_writers_loses_nothing(cast: Cast) -> None:
    first, second = two_to_release(cast)
    folded_between: list[int] = []

    race(
        lambda: release_submission(first, by=cast.ben),
        lambda: release_submission(second, by=cast.ben),
        between=lambda: folded_between.append(fold_events()),
    )

    # The first's event has the lower number and was committed last.
    assert folded_between == [0]
    assert counted() == 2
    assert Projection.objects.get().position == Event.objects.latest("pk").pk


@pytest.mark.parametrize("fold", [lambda: fold_events(wait=True), rebuild_tallies])
def test_a_fold_that_waits_folds_what_it_waited_for(cast: Cast, fold: Act) -> None:
    first, _second = two_to_release(cast)
    Tally.objects.all().delete()
    Projection.objects.all().delete()

    _released, folded = race(lambda: release_submission(first, by=cast.ben), fold)

    assert counted() == 1
    assert folded == Event.objects.count()


def test_two_folds_at_once_count_once(cast: Cast) -> None:
    two_to_release(cast)
    for offer in Submission.objects.all():
        release_submission(offer, by=cast.ben)
    Tally.objects.all().delete()
    Projection.objects.all().delete()

    assert sum(race(fold_events, lambda: fold_events(wait=True))) == Event.objects.count()
    assert counted() == 2


def test_two_ticks_at_once_record_once_what_is_late(cast: Cast) -> None:
    """The offer was made in March 2022 and never answered: both clocks ran out twice."""
    cast.release(cast.offer(revision=cast.letter_wording))

    first, second = race(lambda: list(read_clocks()), lambda: list(read_clocks()))

    assert (first, second) == ([1], [])
    assert Event.objects.filter(kind=EventKind.LATENESS_RECORDED).count() == 4


def test_two_editors_recording_the_same_signatory(cast: Cast) -> None:
    wording, rios = cast.wording, cast.rios

    def record() -> Submission:
        return cast.offer(rios, revision=wording)

    recorded, refused = race(record, record)

    assert Submission.objects.get() == recorded
    assert isinstance(refused, Refused)
    assert recorded.reference in refused.messages[0]


def test_two_editors_recording_lists_with_the_same_signatory(cast: Cast) -> None:
    rows = [{"revision": cast.wording, "signatory": cast.rios, "offered": "2022-03-01"}]

    def record() -> list[Submission]:
        return record_submissions(rows, by=cast.anna)

    recorded, refused = race(record, record)

    assert list(Submission.objects.all()) == recorded
    assert isinstance(refused, Refused)


def test_two_editors_changing_the_same_record(cast: Cast) -> None:
    offer = cast.offer()

    changed, refused = race(
        lambda: change_submission(offer, {"capacity": "Chair"}, by=cast.anna, seen=1),
        lambda: change_submission(offer, {"capacity": "Clerk"}, by=cast.anna, seen=1),
    )

    assert changed.capacity == Submission.objects.get().capacity == "Chair"
    assert isinstance(refused, Conflict)
    assert "“” → “Chair”" in refused.messages[0]


def test_a_promise_changed_while_somebody_signs(cast: Cast) -> None:
    wording, rios = cast.wording, cast.rios

    recorded, refused = race(
        lambda: cast.offer(rios, revision=wording),
        lambda: change_statement(
            cast.declaration, {"decide_days": 5}, by=cast.anna, why="Misread."
        ),
    )

    assert recorded == Submission.objects.get()
    assert isinstance(refused, Refused)


def test_signing_while_a_promise_is_changed(cast: Cast) -> None:
    wording, rios = cast.wording, cast.rios

    _changed, recorded = race(
        lambda: change_statement(
            cast.declaration, {"decide_days": 5}, by=cast.anna, why="Misread."
        ),
        lambda: cast.offer(rios, revision=wording),
    )

    assert recorded.decide_by.isoformat() == "2022-03-06"


def test_a_wording_changed_while_somebody_signs(cast: Cast) -> None:
    wording, rios = cast.draft("Locks", "locks").revisions.get(), cast.rios

    recorded, refused = race(
        lambda: cast.offer(rios, revision=wording),
        lambda: change_revision(wording, {"text": "No locks."}, by=cast.anna),
    )

    assert recorded == Submission.objects.get()
    assert isinstance(refused, Refused)


def test_signing_for_somebody_who_is_merged_away(cast: Cast) -> None:
    twin, rios, wording, ben = cast.signatory("Rios Libre"), cast.rios, cast.wording, cast.ben
    token = preview_merge(rios, twin).token

    merged, refused = race(
        lambda: merge_signatories(rios, twin, by=ben, token=token),
        lambda: cast.offer(twin, revision=wording),
    )

    assert merged == rios
    assert isinstance(refused, Refused)
    assert "was merged into" in refused.messages[0]
    assert not Submission.objects.exists()


def test_two_merges_of_the_same_two_rows(cast: Cast) -> None:
    twin, rios, ben = cast.signatory("Rios Libre"), cast.rios, cast.ben
    here, there = preview_merge(rios, twin).token, preview_merge(twin, rios).token

    merged, refused = race(
        lambda: merge_signatories(rios, twin, by=ben, token=here),
        lambda: merge_signatories(twin, rios, by=ben, token=there),
    )

    assert merged == rios
    assert isinstance(refused, Refused)
