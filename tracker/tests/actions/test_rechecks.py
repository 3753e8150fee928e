"""Deriving stored standings again: none differs, and what was tampered with is repaired."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from tracker.actions import rechecks
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.tallies import fold_events, rebuild_tallies
from tracker.choices import EventKind, ReplyKind
from tracker.models import DayTally, Event, Submission, Tally
from tracker.rules.refusals import NotAllowed
from tracker.tests.actions.test_concurrency import PATIENCE, alone
from tracker.tests.cast import Cast


def healthy(cast: Cast) -> Submission:
    """A record with something of everything; returns the submission that is deferred."""
    cast.invite(cast.mara)
    cast.offer(cast.fleuves, revision=cast.letter_wording)
    offer = cast.offered()
    cast.replied(ReplyKind.DEFERRAL, offer)
    cast.release(cast.check(offer))
    fold_events()
    return offer


def tamper(table: str, column: str, value: object, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])


def amounts() -> list[tuple[Any, ...]]:
    return sorted(Tally.objects.values_list("status", "is_contested", "amount"))


@pytest.mark.parametrize("repair", [False, True])
def test_recheck_finds_none_on_a_healthy_record(cast: Cast, repair: bool) -> None:
    healthy(cast)
    events = Event.objects.count()

    found = list(recheck_submissions(by=cast.ben, repair=repair))

    assert found == [(3, []), (3, [])]
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    "column, value",
    [
        ("status", "refused"),
        ("awaiting", "nobody"),
        ("is_contested", True),
        ("is_public", False),
        ("decide_by", date(2030, 1, 1)),
        ("known_until", None),
    ],
)
def test_recheck_names_what_was_tampered_with_and_repairs_it_if_asked(
    cast: Cast, column: str, value: object
) -> None:
    offer = healthy(cast)
    told = amounts()
    offer.refresh_from_db()
    right = getattr(offer, column)
    tamper("tracker_submission", column, value, offer.pk)

    differing = [references for _, references in recheck_submissions(by=cast.ben)]
    assert offer.reference in differing[0]
    assert getattr(Submission.objects.get(pk=offer.pk), column) == value

    list(recheck_submissions(by=cast.ben, repair=True))
    assert getattr(Submission.objects.get(pk=offer.pk), column) == right
    event = Event.objects.get(kind=EventKind.STANDING_REPAIRED)
    assert event.submission == offer
    assert list(event.changes) == [column]
    fold_events()
    assert amounts() == told
    rebuild_tallies()
    assert amounts() == told
    assert list(recheck_submissions(by=cast.ben)) == [(3, []), (3, [])]


def test_recheck_counts_what_no_event_told(cast: Cast) -> None:
    offer = healthy(cast)
    assert amounts() == [("deferred", False, 1)]
    tally = Tally.objects.get()
    tamper("tracker_tally", "amount", 7, tally.pk)

    assert list(recheck_submissions(by=cast.ben))[-1] == (3, ["rivers-declaration"])
    assert list(recheck_submissions(by=cast.ben, repair=True))[-1] == (3, ["rivers-declaration"])

    fold_events()
    assert amounts() == [("deferred", False, 1)]
    event = Event.objects.get(kind=EventKind.STANDING_REPAIRED)
    assert (event.statement, event.submission, event.is_public) == (offer.statement, None, False)
    assert len(event.facts["cells"]) == 6


def test_recheck_counts_anew_by_day(cast: Cast) -> None:
    healthy(cast)
    right = sorted(DayTally.objects.values_list(*DayTally.CELL, "amount"))
    tampered, gone = DayTally.objects.order_by("measure")[:2]
    tamper("tracker_daytally", "amount", 7, tampered.pk)
    gone.delete()

    assert list(recheck_submissions(by=cast.ben))[-1] == (3, ["rivers-declaration"])
    assert list(recheck_submissions(by=cast.ben, repair=True))[-1] == (3, ["rivers-declaration"])

    event = Event.objects.get(kind=EventKind.STANDING_REPAIRED)
    assert (event.facts["cells"], len(event.facts["days"])) == ([], 2)
    fold_events()
    assert sorted(DayTally.objects.values_list(*DayTally.CELL, "amount")) == right
    assert len(right) == 4
    assert list(recheck_submissions(by=cast.ben))[-1] == (3, [])


def test_recheck_repairs_no_count_that_is_right_by_then(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy(cast)
    tally, events = Tally.objects.get(), Event.objects.count()
    tamper("tracker_tally", "amount", 7, tally.pk)
    repaired = partial(tamper, "tracker_tally", "amount", 1, tally.pk)
    monkeypatch.setattr(rechecks, "hold_off_recording", repaired)

    found = list(recheck_submissions(by=cast.ben, repair=True))

    assert found[-1] == (3, ["rivers-declaration"])
    assert amounts() == [("deferred", False, 1)]
    assert Event.objects.count() == events


def test_recheck_counts_what_is_not_folded_yet(cast: Cast) -> None:
    healthy(cast)
    cast.offered(cast.rios, revision=cast.letter_wording)
    told = amounts()

    assert list(recheck_submissions(by=cast.ben))[-1] == (4, [])
    assert amounts() == told == [("deferred", False, 1)]


@pytest.mark.django_db(transaction=True)
def test_recheck_counts_while_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of one moment: what another connection has written meanwhile is not counted in part."""
    cast = Cast()
    healthy(cast)
    ben, fleuves, another = cast.ben, cast.fleuves, ThreadPoolExecutor(1)
    differences, wrote = rechecks._differences, []

    def write_meanwhile(*given: Any) -> Any:
        if not wrote and connection.vendor == "postgresql":
            wrote.append(another.submit(alone, lambda: cast.offered(fleuves)).result(PATIENCE))
        return differences(*given)

    monkeypatch.setattr(rechecks, "_differences", write_meanwhile)

    assert list(recheck_submissions(by=ben))[-1] == (3, [])
    assert list(recheck_submissions(by=ben))[-1] == (3 + len(wrote), [])


def test_recheck_needs_the_right(cast: Cast) -> None:
    for user in (cast.anna, cast.aud):
        with pytest.raises(NotAllowed):
            next(recheck_submissions(by=user))
