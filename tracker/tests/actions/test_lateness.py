"""What became late is recorded once, dated the day it happened, however late anybody looks."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.actions.checks import void_check
from tracker.actions.lateness import read_clocks
from tracker.actions.releases import release_submission, void_submission
from tracker.actions.replies import release_by_site, void_reply
from tracker.choices import EventKind, Origin, ReplyKind, StepKind, VoidReason
from tracker.models import Event, Step, Submission
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted
from tracker.tests.outbox import NOON

LATENESS = (EventKind.LATENESS_RECORDED, EventKind.LATENESS_RETRACTED)


def read() -> int:
    """How many clocks were read."""
    return sum(read_clocks())


def on(days: int) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def noted() -> list[tuple[str, str, str]]:
    """The lateness that the record says now: clock, step, day."""
    rows = Step.objects.standing().filter(kind__in=[StepKind.OVERDUE, StepKind.LONG_OVERDUE])
    found = rows.values_list("since", "clock", "kind")
    return sorted((since.isoformat(), clock, kind) for since, clock, kind in found)


def told(*kinds: str) -> list[tuple[str, Any]]:
    """The events about lateness in order: which, and the day that each is dated."""
    events = Event.objects.filter(kind__in=kinds or LATENESS).order_by("pk")
    return [(event.kind, event.facts["dated"]) for event in events]


@pytest.fixture
def letter_offer(cast: Cast) -> Submission:
    """An offer of 4 May 2026 to a hosted statement, public: receipt due 11 May, decision 3 June."""
    with on(0):
        offer: Submission = cast.release(hosted(cast))
    return offer


def test_lateness_is_recorded_once_dated_the_day_it_happened(letter_offer: Submission) -> None:
    with on(10):
        assert read() == 1
        assert read() == 0
    with on(11):
        assert read() == 0

    event = Event.objects.get(kind=EventKind.LATENESS_RECORDED)
    assert event.facts == {"clock": "acknowledging", "step": "overdue", "dated": "2026-05-12"}
    assert (event.by, event.origin, event.is_public) == (None, Origin.CLOCK, True)
    assert (event.submission, event.statement) == (letter_offer, letter_offer.statement)
    assert event.subject_label == f"{letter_offer.reference}, Acknowledging receipt: Became overdue"
    assert event.recorded_at.date() == date(2026, 5, 14)


def test_due_today_is_not_late(letter_offer: Submission) -> None:
    with on(7):
        read()
    assert told() == []
    with on(8):
        read()
    assert told() == [("lateness-recorded", "2026-05-12")]


def test_nothing_is_lost_when_nobody_looks_for_months(letter_offer: Submission) -> None:
    with on(200):
        read()

    assert noted() == [
        ("2026-05-12", "acknowledging", "overdue"),
        ("2026-05-19", "acknowledging", "long-overdue"),
        ("2026-06-04", "deciding", "overdue"),
        ("2026-07-04", "deciding", "long-overdue"),
    ]


def test_an_answer_that_came_late_while_nobody_looked_was_late(
    cast: Cast, letter_offer: Submission
) -> None:
    with on(20):
        cast.replied(ReplyKind.ACCEPTANCE, letter_offer, dated="2026-05-13")
        read()

    assert noted() == [("2026-05-12", "acknowledging", "overdue")]


def test_what_turns_out_to_have_been_in_time_is_retracted_and_no_longer_told(
    cast: Cast, letter_offer: Submission
) -> None:
    with on(9):
        read()
        assert visible() == [EventKind.LATENESS_RECORDED]
        reply = cast.replied(ReplyKind.ACKNOWLEDGEMENT, letter_offer, dated="2026-05-06")
        read()

    assert told() == [("lateness-recorded", "2026-05-12"), ("lateness-retracted", "2026-05-12")]
    assert visible() == []
    with on(10):
        void_reply(reply, VoidReason.MISTAKE, by=cast.ben)
        read()
        read()
    assert noted() == [("2026-05-12", "acknowledging", "overdue")]
    assert visible() == [EventKind.LATENESS_RECORDED]


def visible() -> list[str]:
    """The kinds of the events about lateness that everybody reads."""
    events = Event.objects.visible_to(None).filter(kind__in=LATENESS)
    return list(events.values_list("kind", flat=True))


def test_a_void_submission_was_never_late(cast: Cast, letter_offer: Submission) -> None:
    with on(9):
        read()
        void_submission(letter_offer, VoidReason.SPAM, by=cast.ben)
        read()

    assert noted() == []


def test_a_new_promise_can_be_broken_as_well(cast: Cast, letter_offer: Submission) -> None:
    with on(40):
        read()
        cast.replied(
            ReplyKind.DEFERRAL, letter_offer, dated="2026-06-13", promised_on=date(2026, 6, 20)
        )
        read()
    with on(60):
        read()

    decided = [row for row in noted() if row[1] == "deciding"]
    assert decided == [
        ("2026-06-04", "deciding", "overdue"),
        ("2026-06-21", "deciding", "overdue"),
        ("2026-06-28", "deciding", "long-overdue"),
    ]


# What everybody reads


def test_lateness_of_what_is_not_public_is_told_once_it_is(cast: Cast) -> None:
    with on(0):
        offer = hosted(cast)
    with on(9):
        read()
        assert visible() == []
        release_submission(offer, by=cast.ben)

    assert visible() == [EventKind.LATENESS_RECORDED]


def test_observed_silence_is_told_as_far_as_a_check_reaches(cast: Cast) -> None:
    offer = cast.offered()
    read()
    assert noted() == []
    check = cast.release(cast.check(offer, dated="2022-03-12"))
    read()
    assert noted() == [("2022-03-09", "acknowledging", "overdue")]
    assert visible() == [EventKind.LATENESS_RECORDED]

    void_check(check, VoidReason.MISTAKE, by=cast.ben)
    read()

    assert noted() == []
    assert visible() == []


def test_observed_silence_is_not_told_before_somebody_released_it(cast: Cast) -> None:
    """An offer released when it was answered, by its author, who could not release silence."""
    offer = cast.offer()
    cast.release(cast.reply(ReplyKind.DEFERRAL, offer, dated="2022-05-01"))
    offer.recorded_by = cast.ben
    offer.save(update_fields=["recorded_by"])
    release_submission(offer, by=cast.ben)
    read()

    assert noted() == [
        ("2022-03-09", "acknowledging", "overdue"),
        ("2022-03-16", "acknowledging", "long-overdue"),
        ("2022-04-01", "deciding", "overdue"),
        ("2022-05-01", "deciding", "long-overdue"),
    ]
    assert visible() == []
    cast.release(cast.check(offer, dated="2022-03-20"))
    read()
    assert visible() == [EventKind.LATENESS_RECORDED, EventKind.LATENESS_RECORDED]
    told_of = Event.objects.visible_to(None).filter(kind__in=LATENESS)
    assert [one.facts["dated"] for one in told_of.order_by("pk")] == ["2022-03-09", "2022-03-16"]


# Whoever looks every day and whoever looks seldom


WAYS = st.lists(
    st.tuples(
        st.integers(0, 25),
        st.sampled_from(
            [
                ReplyKind.ACKNOWLEDGEMENT,
                ReplyKind.QUESTION,
                ReplyKind.ANSWER,
                ReplyKind.DEFERRAL,
                ReplyKind.RESEND,
                ReplyKind.ACCEPTANCE,
                ReplyKind.WITHDRAWAL,
            ]
        ),
    ),
    max_size=5,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(way=WAYS, every=st.sampled_from([7, 30, 200]))
def test_seldom_ticks_find_what_daily_ones_do(
    cast: Cast, letter_offer: Submission, way: list[tuple[int, ReplyKind]], every: int
) -> None:
    daily, seldom = (lived(cast, letter_offer, way, one) for one in (1, every))

    assert seldom == daily


def lived(
    cast: Cast, offer: Submission, way: list[tuple[int, ReplyKind]], every: int
) -> list[tuple[str, Any]]:
    """The events about lateness in 200 days of replies, as they come, with a tick each so often."""
    days = list(accumulate(after for after, _kind in way))
    with transaction.atomic():
        for day in range(201):
            for number, (_after, kind) in enumerate(way):
                if days[number] == day:
                    with on(day), suppress(Refused):
                        dated = (NOON + timedelta(days=day)).date().isoformat()
                        release_by_site(cast.reply(kind, offer, dated=dated), Origin.DESK)
            if day % every == 0 or day == 200:
                with on(day):
                    read()
        found = sorted(told())
        transaction.set_rollback(True)
    return found
