"""Idempotency keys at the door: the same answer again, and never a second row."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tracker.actions import api_answers
from tracker.api import offers
from tracker.choices import Scope
from tracker.models import ApiAnswer, Submission
from tracker.tests.api.test_tokens import an_offer
from tracker.tests.api.writing import Program, send
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program("offers", cast.anna, Scope.OFFERS)


def test_the_same_request_with_the_same_key_is_answered_the_same(
    cast: Cast, program: Program
) -> None:
    first, again = (program.post(an_offer(cast), key="abc-1") for _ in range(2))

    assert (again.status, again.told) == (first.status, first.told)
    assert again.headers["Location"] == first.headers["Location"]
    assert ("Idempotent-Replayed" in first.headers, again.headers["Idempotent-Replayed"]) == (
        False,
        "true",
    )
    assert Submission.objects.count() == 1


def test_the_same_key_with_something_else_is_refused(cast: Cast, program: Program) -> None:
    program.post(an_offer(cast), key="abc-1")
    answer = program.post(an_offer(cast, signatory=cast.fleuves.slug), key="abc-1")

    assert (answer.status, answer.kind) == (409, "conflict")
    assert Submission.objects.count() == 1


def test_what_was_refused_can_be_mended_under_its_key(cast: Cast, program: Program) -> None:
    assert program.post(an_offer(cast, offered="soon"), key="abc-1").status == 422
    assert program.post(an_offer(cast), key="abc-1").status == 201


def test_while_it_is_carried_out_the_same_request_is_told_to_wait(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_answers, "take_turn_at_once", lambda _thing: False)
    answer = program.post(an_offer(cast), key="abc-1")

    assert (answer.status, answer.kind) == (409, "in-progress")
    assert answer.headers["Retry-After"] == "2"
    assert not Submission.objects.exists()


def test_whoever_is_overtaken_is_told_so(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_given: object, **_more: object) -> None:
        raise IntegrityError("UNIQUE constraint failed: quloz")

    monkeypatch.setattr(offers, "record_submission", overtaken)
    answer = program.post(an_offer(cast))

    assert (answer.status, answer.kind) == (409, "conflict")
    assert "quloz" not in str(answer.told)


def test_a_name_in_the_address_that_says_nothing_is_refused(cast: Cast, program: Program) -> None:
    path = f"{program.path}?colour=red"
    answer = send(path, an_offer(cast), {"Authorization": f"Bearer {program.secret}"})

    assert (answer.status, answer.told["names"]) == (400, ["colour"])
    assert not Submission.objects.exists()


@pytest.mark.parametrize("key", ["x" * 256, "two words", "\u00fc"])
def test_a_key_that_is_none_is_refused(cast: Cast, program: Program, key: str) -> None:
    answer = program.post(an_offer(cast), key=key)

    assert (answer.status, answer.told["names"]) == (400, ["Idempotency-Key"])
    assert not Submission.objects.exists()
    assert not ApiAnswer.objects.exists()


def test_answers_are_kept_by_nobody_on_the_way(cast: Cast, program: Program) -> None:
    assert program.post(an_offer(cast)).headers["Cache-Control"] == "no-store"
