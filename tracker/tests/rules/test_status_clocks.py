"""What the two clocks of a submission do, when it is late, and how far anything is known."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.choices import Direction, Party, ReplyKind, Status
from tracker.rules.dates import read_date
from tracker.rules.status import Look, derive_status
from tracker.tests.rules.replays import FIRST_DAY, clocks, day, observed, opened, replay

# The two clocks


def test_an_offer_starts_both_clocks() -> None:
    assert clocks(replay()) == ("2022-03-08", "2022-03-31")


def test_an_invitation_starts_none() -> None:
    standing = replay(direction=Direction.INVITATION)

    assert clocks(standing) == (None, None)
    assert standing.waiting_since == FIRST_DAY


def test_an_acknowledgement_stops_only_the_first() -> None:
    standing = replay((ReplyKind.ACKNOWLEDGEMENT, "2022-03-05"))

    assert clocks(standing) == (None, "2022-03-31")
    assert standing.acknowledged_on == day("2022-03-05")
    assert standing.waiting_since == FIRST_DAY


@pytest.mark.parametrize(
    "kind", [ReplyKind.QUESTION, ReplyKind.DEFERRAL, ReplyKind.ACCEPTANCE, ReplyKind.REFUSAL]
)
def test_any_answer_of_the_issuer_shows_that_the_offer_arrived(kind: ReplyKind) -> None:
    standing = replay((kind, "2022-03-05"), (ReplyKind.ACKNOWLEDGEMENT, "2022-03-09"))

    assert standing.acknowledge_by is None
    assert standing.acknowledged_on == day("2022-03-05")


@pytest.mark.parametrize(
    "kind",
    [ReplyKind.REMINDER, ReplyKind.RESEND, ReplyKind.PUBLICATION, ReplyKind.NOTE],
)
def test_reminders_and_the_like_reset_nothing(kind: ReplyKind) -> None:
    standing = replay((kind, "2022-03-05"), (kind, "2022-04-20"))

    assert standing.status == Status.UNANSWERED
    assert clocks(standing) == ("2022-03-08", "2022-03-31")
    assert standing.waiting_since == FIRST_DAY


def test_a_question_pauses_the_second() -> None:
    standing = replay((ReplyKind.QUESTION, "2022-03-11"))

    assert clocks(standing) == (None, None)
    assert (standing.awaiting, standing.waiting_since) == (Party.SIGNATORY, day("2022-03-11"))
    assert standing.overdue_from is None


def test_an_answer_resumes_with_the_paused_days_added() -> None:
    standing = replay((ReplyKind.QUESTION, "2022-03-11"), (ReplyKind.ANSWER, "2022-03-16"))

    assert clocks(standing) == (None, "2022-04-05")
    assert (standing.awaiting, standing.waiting_since) == (Party.ISSUER, day("2022-03-16"))


def test_two_questions_pause_once_until_the_answer() -> None:
    standing = replay(
        (ReplyKind.QUESTION, "2022-03-11"),
        (ReplyKind.QUESTION, "2022-03-14"),
        (ReplyKind.ANSWER, "2022-03-16"),
    )

    assert clocks(standing) == (None, "2022-04-05")


def test_two_rounds_of_questions_add_up() -> None:
    standing = replay(
        (ReplyKind.QUESTION, "2022-03-11"),
        (ReplyKind.ANSWER, "2022-03-16"),
        (ReplyKind.QUESTION, "2022-03-20"),
        (ReplyKind.ANSWER, "2022-03-22"),
    )

    assert clocks(standing) == (None, "2022-04-07")


def test_a_late_question_does_not_undo_the_lateness() -> None:
    standing = replay((ReplyKind.QUESTION, "2022-04-10"), (ReplyKind.ANSWER, "2022-04-15"))

    assert clocks(standing) == (None, "2022-04-05")
    assert standing.overdue_from == day("2022-04-06")


def test_a_deferral_with_a_date_moves_the_second_to_it() -> None:
    standing = replay((ReplyKind.DEFERRAL, "2022-03-11", "2022-03-21"))

    assert clocks(standing) == (None, "2022-03-21")
    assert standing.waiting_since == FIRST_DAY
    # promised ten days: overdue for ten, long overdue after
    assert standing.overdue_from == day("2022-03-22")
    assert standing.long_overdue_from == day("2022-04-01")


def test_a_deferral_without_a_date_leaves_none() -> None:
    standing = replay((ReplyKind.DEFERRAL, "2022-03-11"))

    assert (standing.status, clocks(standing)) == (Status.DEFERRED, (None, None))
    assert (standing.overdue_from, standing.waiting_since) == (None, FIRST_DAY)


def test_a_deferral_ends_the_pause_of_a_question() -> None:
    standing = replay(
        (ReplyKind.QUESTION, "2022-03-11"),
        (ReplyKind.DEFERRAL, "2022-03-14", "2022-05-01"),
        (ReplyKind.ANSWER, "2022-03-20"),
    )

    assert (standing.status, clocks(standing)) == (Status.DEFERRED, (None, "2022-05-01"))


def test_a_question_pauses_a_deferral_too() -> None:
    standing = replay(
        (ReplyKind.DEFERRAL, "2022-03-11", "2022-05-01"),
        (ReplyKind.QUESTION, "2022-03-14"),
        (ReplyKind.ANSWER, "2022-03-24"),
    )

    assert clocks(standing) == (None, "2022-05-11")


def test_a_question_after_a_deferral_without_a_date_brings_no_date_back() -> None:
    standing = replay(
        (ReplyKind.DEFERRAL, "2022-03-11"),
        (ReplyKind.QUESTION, "2022-03-14"),
        (ReplyKind.ANSWER, "2022-03-24"),
    )

    assert (standing.status, clocks(standing)) == (Status.ACKNOWLEDGED, (None, None))


def test_a_promise_that_had_passed_when_given_is_long_overdue_the_day_after() -> None:
    standing = replay((ReplyKind.DEFERRAL, "2022-03-11", "2022-03-10"))

    assert (standing.overdue_from, standing.long_overdue_from) == (
        day("2022-03-11"),
        day("2022-03-11"),
    )


@pytest.mark.parametrize("kind", [ReplyKind.ACCEPTANCE, ReplyKind.REFUSAL, ReplyKind.LISTING])
def test_a_decision_stops_both(kind: ReplyKind) -> None:
    standing = replay((kind, "2022-06-05"))

    assert clocks(standing) == (None, None)
    assert (standing.decided_on, standing.waiting_since) == (day("2022-06-05"), None)
    assert (standing.overdue_from, standing.long_overdue_from) == (None, None)


# Lateness


@pytest.mark.parametrize(
    "moves, overdue, long_overdue",
    [
        # due on the 8th; late by up to seven days again is overdue
        ([], "2022-03-09", "2022-03-16"),
        # only the second clock is left: due on the 31st, thirty days again
        ([(ReplyKind.ACKNOWLEDGEMENT, "2022-03-05")], "2022-04-01", "2022-05-01"),
        ([(ReplyKind.REMINDER, "2022-03-05")], "2022-03-09", "2022-03-16"),
        ([(ReplyKind.DEFERRAL, "2022-03-05")], None, None),
    ],
)
def test_lateness_begins_the_day_after(
    moves: list[tuple[Any, ...]], overdue: str | None, long_overdue: str | None
) -> None:
    standing = replay(*moves)

    assert (standing.overdue_from, standing.long_overdue_from) == (day(overdue), day(long_overdue))


def test_the_clock_that_ends_first_decides() -> None:
    standing = replay(acknowledge_days=60, decide_days=10)

    assert (standing.overdue_from, standing.long_overdue_from) == (
        day("2022-03-12"),
        day("2022-03-22"),
    )


def test_uncertain_dates_count_from_their_latest_day() -> None:
    standing = replay(offered=read_date("2022-03"))

    assert standing.waiting_since == day("2022-03-31")
    assert clocks(standing) == ("2022-04-07", "2022-04-30")


def test_an_uncertain_reply_takes_effect_on_its_latest_day() -> None:
    standing = replay((ReplyKind.ACCEPTANCE, "2022-04"), (ReplyKind.REFUSAL, "2022-04-10"))

    assert (standing.status, standing.decided_on) == (Status.ACCEPTED, day("2022-04-30"))


# What is known at all


@pytest.mark.parametrize(
    "looks, known_until, overdue, long_overdue",
    [
        ((), "2022-03-01", None, None),
        (("2022-03-08",), "2022-03-08", None, None),
        (("2022-03-09",), "2022-03-09", "2022-03-09", None),
        (("2022-03-15",), "2022-03-15", "2022-03-09", None),
        (("2022-03-16",), "2022-03-16", "2022-03-09", "2022-03-16"),
        (("2022-03-16", "2022-03-03"), "2022-03-16", "2022-03-09", "2022-03-16"),
        # somebody looked some day in March: perhaps on the first
        (("2022-03",), "2022-03-01", None, None),
        (("2022-02",), "2022-03-01", None, None),
    ],
)
def test_observed_clocks_stop_at_the_last_known_day(
    looks: tuple[str, ...], known_until: str, overdue: str | None, long_overdue: str | None
) -> None:
    standing = observed(looks=looks)

    assert standing.known_until == day(known_until)
    assert (standing.overdue_from, standing.long_overdue_from) == (day(overdue), day(long_overdue))


def test_a_reply_is_knowledge_too() -> None:
    standing = observed((ReplyKind.REMINDER, "2022-03-20"), looks=("2022-03-05",))

    assert standing.known_until == day("2022-03-20")
    assert standing.long_overdue_from == day("2022-03-16")


def test_a_vague_offer_is_known_up_to_its_latest_day() -> None:
    assert observed(offered=read_date("2022-03")).known_until == day("2022-03-31")


def test_a_hosted_statement_knows_to_this_day() -> None:
    standing = derive_status(opened(), [], [Look(read_date("2022-03-05"))])

    assert standing.known_until is None
    assert standing.long_overdue_from == day("2022-03-16")
