"""What an answer to a webhook means, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tracker.choices import DeliveryProblem as Problem
from tracker.choices import EventKind
from tracker.rules.deliveries import (
    BACK_OFF,
    LONGEST_DETAIL,
    LONGEST_REST,
    OLDEST,
    REST,
    Tried,
    failed,
    next_try,
    rest_after,
    tried,
    wants,
)


@pytest.mark.parametrize(
    "code, problem",
    [
        (199, Problem.UNWILLING),
        (200, ""),
        (204, ""),
        (299, ""),
        (301, Problem.REDIRECT),
        (302, Problem.REDIRECT),
        (307, Problem.REDIRECT),
        (308, Problem.REDIRECT),
        (400, Problem.UNWILLING),
        (404, Problem.UNWILLING),
        (410, Problem.GONE),
        (429, Problem.UNWILLING),
        (500, Problem.UNWILLING),
        (999, Problem.UNWILLING),
    ],
)
def test_answer_means(code: int, problem: str) -> None:
    assert tried(code) == Tried(problem, code)


def test_detail_is_one_line_that_can_be_shown() -> None:
    told = failed(Problem.NOT_HTTP, f"a\r\nb\x00c{'x' * 500}")

    assert told.detail == f"a b c{'x' * 500}"[:LONGEST_DETAIL]
    assert failed(Problem.NOT_HTTP) == Tried(Problem.NOT_HTTP)


def test_tries_grow_apart_over_about_a_day() -> None:
    pauses = [next_try(number, 0) for number in range(1, len(BACK_OFF) + 1)]

    assert pauses == sorted(BACK_OFF)
    assert timedelta(hours=23) < sum(BACK_OFF, timedelta()) < timedelta(hours=24)
    assert next_try(len(BACK_OFF) + 1, 0) is None


@pytest.mark.parametrize("tries", range(1, len(BACK_OFF) + 1))
def test_chance_adds_a_fifth_at_most(tries: int) -> None:
    assert next_try(tries, 0) == BACK_OFF[tries - 1]
    assert next_try(tries, 0.5) == BACK_OFF[tries - 1] * 1.1
    assert next_try(tries, 1) == BACK_OFF[tries - 1] * 1.2


def test_nothing_is_too_old_before_its_last_try() -> None:
    assert sum(BACK_OFF, timedelta()) * 1.2 < OLDEST


@pytest.mark.parametrize(
    "failures, rest",
    [
        (1, REST),
        (2, 2 * REST),
        (3, 4 * REST),
        (6, 32 * REST),
        (7, LONGEST_REST),
        (10_000, LONGEST_REST),
    ],
)
def test_server_rests_longer_each_time_up_to_ten_minutes(failures: int, rest: timedelta) -> None:
    assert rest_after(failures) == rest


@pytest.mark.parametrize(
    "kind, groups, expected",
    [
        (EventKind.REPLY_RELEASED, [], True),
        (EventKind.STATEMENT_CHANGED, [], True),
        (EventKind.REPLY_RELEASED, ["replies"], True),
        (EventKind.REPLY_RELEASED, ["checks", "replies"], True),
        (EventKind.REPLY_RELEASED, ["checks"], False),
        (EventKind.STATEMENT_CHANGED, ["statements"], False),
        (EventKind.REPLY_RELEASED, ["of another time"], False),
    ],
)
def test_webhook_wants(kind: str, groups: list[str], expected: bool) -> None:
    assert wants(kind, groups) is expected
