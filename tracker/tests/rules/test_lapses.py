"""When the clocks ran out: a table of histories, and that it does not matter who looks when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.choices import ClockName, Custody, Direction, ReplyKind
from tracker.rules.dates import exact_day, read_date
from tracker.rules.lapses import Account, Lapse, Running, account
from tracker.rules.status import Look, Move, derive_status
from tracker.tests.rules.replays import FIRST_DAY, day, move, opened

LATER = date(2023, 1, 1)
ACKNOWLEDGED = (ReplyKind.ACKNOWLEDGEMENT, "2022-03-02")
NAMES = {
    ("acknowledging", "overdue"): "receipt",
    ("acknowledging", "long-overdue"): "receipt, long",
    ("deciding", "overdue"): "decision",
    ("deciding", "long-overdue"): "decision, long",
}


def told(
    *moves: tuple[Any, ...], today: date = LATER, looks: tuple[str, ...] = (), **values: Any
) -> Account:
    made = [
        move(kind, dated, order=order, promised=promised[0] if promised else None)
        for order, (kind, dated, *promised) in enumerate(moves, start=1)
    ]
    return account(opened(**values), made, [Look(read_date(one)) for one in looks], today)


def lapses(*moves: tuple[Any, ...], **values: Any) -> list[str]:
    """The lapses in order, as “2022-03-09 receipt”."""
    found = told(*moves, **values).lapses
    return sorted(f"{one.since} {NAMES[one.clock, one.kind]}" for one in found)


def test_both_clocks_of_an_offer_become_overdue_and_long_overdue() -> None:
    assert lapses() == [
        "2022-03-09 receipt",
        "2022-03-16 receipt, long",
        "2022-04-01 decision",
        "2022-05-01 decision, long",
    ]


@pytest.mark.parametrize(
    "today, expected",
    [
        ("2022-03-08", []),
        ("2022-03-09", ["2022-03-09 receipt"]),
        ("2022-03-15", ["2022-03-09 receipt"]),
        ("2022-03-16", ["2022-03-09 receipt", "2022-03-16 receipt, long"]),
    ],
)
def test_due_today_is_not_late(today: str, expected: list[str]) -> None:
    assert lapses(today=date.fromisoformat(today)) == expected


@pytest.mark.parametrize(
    "moves, expected",
    [
        # An answer on the last day is in time, a day later it is not, and that stays a fact.
        ([(ReplyKind.ACCEPTANCE, "2022-03-08")], []),
        ([(ReplyKind.ACCEPTANCE, "2022-03-09")], ["2022-03-09 receipt"]),
        ([ACKNOWLEDGED, (ReplyKind.ACCEPTANCE, "2022-03-31")], []),
        ([ACKNOWLEDGED, (ReplyKind.ACCEPTANCE, "2022-04-02")], ["2022-04-01 decision"]),
        # The signatory gives up: what was late until then was late.
        ([(ReplyKind.WITHDRAWAL, "2022-03-10")], ["2022-03-09 receipt"]),
        # Reminders, resends and remarks change nothing.
        (
            [(ReplyKind.RESEND, "2022-03-12"), (ReplyKind.ACCEPTANCE, "2022-03-20")],
            ["2022-03-09 receipt", "2022-03-16 receipt, long"],
        ),
        # A question stops the clock for as long as nobody answers it.
        (
            [
                (ReplyKind.QUESTION, "2022-03-05"),
                (ReplyKind.ANSWER, "2022-06-05"),
                (ReplyKind.ACCEPTANCE, "2022-07-02"),
            ],
            ["2022-07-02 decision"],
        ),
        ([(ReplyKind.QUESTION, "2022-03-05")], []),
        # Once late, a question in between does not make it late a second time.
        (
            [
                ACKNOWLEDGED,
                (ReplyKind.QUESTION, "2022-04-03"),
                (ReplyKind.ANSWER, "2022-04-13"),
                (ReplyKind.ACCEPTANCE, "2022-04-20"),
            ],
            ["2022-04-01 decision"],
        ),
        # Asking for more time is a new promise; without a date none runs.
        (
            [ACKNOWLEDGED, (ReplyKind.DEFERRAL, "2022-04-04", "2022-04-14")],
            ["2022-04-01 decision", "2022-04-15 decision", "2022-04-25 decision, long"],
        ),
        ([(ReplyKind.DEFERRAL, "2022-03-05")], []),
        # A date promised that was past already is passed when it is said.
        (
            [(ReplyKind.DEFERRAL, "2022-03-05", "2022-03-05"), (ReplyKind.REFUSAL, "2022-03-07")],
            ["2022-03-06 decision", "2022-03-06 decision, long"],
        ),
    ],
)
def test_lapses_follow_the_history(moves: list[tuple[Any, ...]], expected: list[str]) -> None:
    assert lapses(*moves) == expected


@pytest.mark.parametrize("dated", ["2022-03", "2022-03/2022-05", "2022"])
def test_nobody_was_late_whose_answer_may_have_come_in_time(dated: str) -> None:
    assert lapses((ReplyKind.ACCEPTANCE, dated)) == []


@pytest.mark.parametrize(
    "values", [{"is_void": True}, {"is_confirmed": False}, {"direction": Direction.INVITATION}]
)
def test_without_a_promise_nothing_lapses(values: dict[str, Any]) -> None:
    assert told(**values) == Account(frozenset(), (), ())


# At an observed statement


def test_observed_clocks_stand_where_the_record_ends() -> None:
    assert lapses(custody=Custody.OBSERVED) == []
    assert lapses(custody=Custody.OBSERVED, looks=("2022-03-08",)) == []
    assert lapses(custody=Custody.OBSERVED, looks=("2022-03-20",)) == [
        "2022-03-09 receipt",
        "2022-03-16 receipt, long",
    ]


def test_observed_clocks_remind_nobody_and_see_nothing_ahead() -> None:
    found = told(custody=Custody.OBSERVED, looks=("2022-03-10",))

    assert (found.running, found.ahead) == ((), ())


# What runs, and what lies ahead


def test_running_clocks_say_from_when_they_are_late() -> None:
    found = told(today=day("2022-03-10"))

    assert found.running == (
        Running(ClockName.ACKNOWLEDGING, date(2022, 3, 9), 7),
        Running(ClockName.DECIDING, date(2022, 4, 1), 30),
    )
    assert found.ahead == (date(2022, 3, 16), date(2022, 4, 1), date(2022, 5, 1))


def test_a_question_is_late_when_the_time_to_acknowledge_has_passed() -> None:
    found = told((ReplyKind.QUESTION, "2022-03-05"))

    assert found.running == (Running(ClockName.ANSWERING, date(2022, 3, 13), 7),)


def test_a_clock_late_before_a_question_is_late_from_the_same_day_after_it() -> None:
    asked = [ACKNOWLEDGED, (ReplyKind.QUESTION, "2022-04-03"), (ReplyKind.ANSWER, "2022-04-13")]

    assert told(*asked).running == (Running(ClockName.DECIDING, date(2022, 4, 1), 30),)


def test_no_days_promised_are_spaced_by_one() -> None:
    found = told(acknowledge_days=0, decide_days=0, today=FIRST_DAY)

    assert {one.days for one in found.running} == {1}


# Whoever looks, and whenever

MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [kind for kind in ReplyKind if kind not in (ReplyKind.AGREEMENT, ReplyKind.DECLINE)]
        ),
        st.integers(0, 200),
        st.none() | st.integers(0, 60),
    ),
    max_size=8,
)


def _moves(drawn: list[tuple[ReplyKind, int, int | None]]) -> list[Move]:
    return [
        Move(
            kind,
            exact_day(FIRST_DAY + timedelta(days=after)),
            order,
            FIRST_DAY + timedelta(days=after + promised) if promised is not None else None,
        )
        for order, (kind, after, promised) in enumerate(drawn)
    ]


def _by(moves: list[Move], today: date) -> list[Move]:
    return [one for one in moves if one.stated.latest <= today]


@given(MOVES, st.sampled_from([1, 7, 45]))
def test_looking_every_day_or_seldom_finds_the_same(
    drawn: list[tuple[ReplyKind, int, int | None]], every: int
) -> None:
    """Replies come in as they happen; whoever looks each so many days misses nothing by the end."""
    moves = _moves(drawn)
    looked: set[Lapse] = set()
    for number in range(0, 315, every):
        today = FIRST_DAY + timedelta(days=number)
        looked |= account(opened(), _by(moves, today), (), today).lapses

    last = FIRST_DAY + timedelta(days=315)
    assert looked <= account(opened(), moves, (), last).lapses
    assert account(opened(), moves, (), last).lapses == looked | {
        one
        for one in account(opened(), moves, (), last).lapses
        if one.since > FIRST_DAY + timedelta(days=314 // every * every)
    }


@given(MOVES)
def test_what_is_late_now_is_in_the_account(drawn: list[tuple[ReplyKind, int, int | None]]) -> None:
    moves, today = _moves(drawn), LATER
    standing = derive_status(opened(), moves)
    found = account(opened(), moves, (), today)

    is_late = standing.overdue_from is not None and standing.overdue_from <= today
    assert (
        any(one.late_from <= today for one in found.running if one.clock != "answering") == is_late
    )
    assert all(one.since <= today for one in found.lapses)
    assert all(one > today for one in found.ahead)
