"""Folding the days of what is public into counts by day, exactly once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from tracker.actions.erasures import erase_own
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.submissions import change_submission
from tracker.actions.tallies import fold_events, rebuild_tallies
from tracker.choices import Party, ReplyKind, VoidReason
from tracker.models import DayTally, Event, Submission, Tally
from tracker.tests.cast import Cast

MARCH = date(2022, 3, 1)
ANSWERS = ("acknowledging", "first-reply", "deciding")


def days() -> dict[tuple[str, str, int], int]:
    fold_events()
    rows = DayTally.objects.values_list("measure", "course", "number", "amount")
    return {(measure, course, number): amount for measure, course, number, amount in rows}


def took(days: int, course: str = "done") -> dict[tuple[str, str, int], int]:
    return {(measure, course, days): 1 for measure in ANSWERS}


def begun(day: date = MARCH) -> dict[tuple[str, str, int], int]:
    return {("offered", "done", day.toordinal()): 1}


def test_fold_counts_by_day_what_an_offer_waits_for(cast: Cast) -> None:
    cast.offered(revision=cast.letter_wording)

    assert days() == begun() | took(MARCH.toordinal(), "waiting")
    assert days() == begun() | took(MARCH.toordinal(), "waiting")


@pytest.mark.parametrize(
    "act, expected",
    [
        pytest.param(
            lambda cast, offer: cast.release(cast.check(offer)),
            begun() | took(92, "known"),
            id="a check",
        ),
        pytest.param(
            lambda cast, offer: cast.replied(ReplyKind.ACCEPTANCE, offer),
            begun() | took(4) | {("endorsed", "done", MARCH.toordinal() + 4): 1},
            id="a decision",
        ),
        pytest.param(
            lambda cast, offer: void_reply(
                cast.replied(ReplyKind.ACCEPTANCE, offer), VoidReason.MISTAKE, by=cast.ben
            ),
            begun() | took(0, "known"),
            id="a decision that is void",
        ),
        pytest.param(
            lambda cast, offer: void_submission(offer, VoidReason.SPAM, by=cast.ben), {}, id="void"
        ),
        pytest.param(
            lambda cast, offer: cast.replied(ReplyKind.WITHDRAWAL, offer, speaker=Party.SIGNATORY),
            begun() | took(0, "ended"),
            id="taken back",
        ),
        pytest.param(
            lambda cast, offer: change_submission(
                offer, {"offered": "2022-02-28"}, by=cast.ben, why="Misread."
            ),
            begun(MARCH - timedelta(days=1)) | took(0, "known"),
            id="another date",
        ),
        pytest.param(
            lambda cast, offer: change_submission(
                offer, {"offered": "2022-02"}, by=cast.ben, why="Misread."
            ),
            {("offered", "undated", MARCH.toordinal() - 1): 1} | took(0, "undated"),
            id="a vague date",
        ),
        pytest.param(
            lambda cast, offer: erase_own(offer),
            begun() | took(0, "known"),
            id="erased",
        ),
    ],
)
def test_fold_follows_the_days_of_what_is_public(
    cast: Cast, act: Callable[[Cast, Submission], object], expected: dict[Any, int]
) -> None:
    offer = cast.offered()
    fold_events()

    act(cast, offer)

    assert days() == expected
    rebuild_tallies()
    assert days() == expected
    assert list(recheck_submissions(by=cast.ben))[-1] == (1, [])


def test_base_stays_when_the_counts_are_built_anew(cast: Cast) -> None:
    """What stood before events told days is in no event; without any left its row still stands."""
    offer = cast.offered()
    fold_events()
    DayTally.objects.update(base=1)
    for event in Event.objects.filter(is_public=True, facts__has_key="cells"):
        cells = [
            [cell and cell[: len(Tally.CELL)] for cell in pair] for pair in event.facts["cells"]
        ]
        Event.objects.filter(pk=event.pk).update(facts=event.facts | {"cells": cells})

    assert rebuild_tallies() == Event.objects.count()
    assert days() == begun() | took(0, "known")

    void_submission(offer, VoidReason.SPAM, by=cast.ben)
    assert set(days().values()) == {0}
    assert list(recheck_submissions(by=cast.ben))[-1] == (1, [])
    rebuild_tallies()
    assert set(days().values()) == {0}


def test_migration_counts_what_is_there_already(cast: Cast) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered())
    cast.invite(cast.mara)
    expected = days()
    DayTally.objects.all().delete()

    import_module("tracker.migrations.0014_day_tallies").count_by_day(apps, None)

    assert days() == expected
    assert set(DayTally.objects.values_list("base", flat=True)) == {1}
