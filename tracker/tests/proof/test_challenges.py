"""Proof of work: only the task itself, for its purpose and in its time, is solved by an answer."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from altcha import Challenge, solve_challenge
from hypothesis import given
from hypothesis import strategies as st

from tracker.proof.challenges import COST, LONGEST, new_challenge, solved_challenge

KEY = "a key"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=1)


def solved(**changes: Any) -> str:
    """An answer to a small task, with some of what it says changed."""
    task = json.loads(new_challenge(KEY, about="12", until=UNTIL, tries=4))
    solution = solve_challenge(Challenge.from_dict(task))
    assert solution is not None
    said: dict[str, Any] = {"counter": solution.counter, "derivedKey": solution.derived_key}
    for name, value in changes.items():
        place = said if name in said else task if name in task else task["parameters"]
        place[name] = value
    return packed({"challenge": task, "solution": said})


def packed(said: Any) -> str:
    return base64.b64encode(json.dumps(said).encode()).decode()


def test_an_answer_solves_its_task() -> None:
    answer = solved()
    nonce = json.loads(base64.b64decode(answer))["challenge"]["parameters"]["nonce"]

    assert solved_challenge(KEY, answer, about="12", now=NOW) == nonce
    assert solved_challenge(KEY, answer, about="12", now=UNTIL) == nonce


@pytest.mark.parametrize(
    "key, about, now",
    [
        ("another key", "12", NOW),
        (KEY, "13", NOW),
        (KEY, "12", UNTIL + timedelta(seconds=1)),
    ],
    ids=["key", "purpose", "time"],
)
def test_it_is_good_for_nothing_else(key: str, about: str, now: datetime) -> None:
    assert solved_challenge(key, solved(), about=about, now=now) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"counter": 0},
        {"counter": "x"},
        {"derivedKey": "00" * 32},
        {"derivedKey": None},
        {"signature": ""},
        {"signature": "00" * 32},
        {"cost": 1},
        {"keyPrefix": ""},
        {"data": {"about": "12", "until": 9_999_999_999}},
        {"data": None},
        {"parameters": "x"},
    ],
    ids=str,
)
def test_a_changed_answer_solves_nothing(changes: dict[str, Any]) -> None:
    assert solved_challenge(KEY, solved(**changes), about="12", now=NOW) == ""


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "é",
        packed([]),
        packed({}),
        packed({"challenge": {}, "solution": {}}),
        packed({"challenge": [], "solution": 1}),
        "A" * (LONGEST + 4),
        base64.b64encode(b"[" * 2900).decode(),
    ],
    ids=lambda answer: answer[:12],
)
def test_what_cannot_be_read_solves_nothing(answer: str) -> None:
    assert solved_challenge(KEY, answer, about="12", now=NOW) == ""


@given(st.recursive(st.none() | st.integers() | st.text(), lambda it: st.lists(it)), st.text())
def test_nothing_made_up_solves_or_breaks_anything(said: Any, text: str) -> None:
    for answer in (text, packed(said), packed({"challenge": said, "solution": said})):
        assert solved_challenge(KEY, answer, about="12", now=NOW) == ""


def test_a_task_takes_half_of_the_tries_to_all() -> None:
    for _ in range(5):
        task = json.loads(new_challenge(KEY, about="12", until=UNTIL, tries=8))
        solution = solve_challenge(Challenge.from_dict(task))
        assert solution is not None
        assert 4 <= solution.counter < 8
        assert task["parameters"]["cost"] == COST


@pytest.mark.parametrize("tries", [-5, 0, 1])
def test_too_few_tries_are_still_some(tries: int) -> None:
    assert json.loads(new_challenge(KEY, about="12", until=UNTIL, tries=tries))
