"""Two requests at the same moment: carried out once, and the other is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as connection  # the condition below names it

from tracker.actions.api_answers import Answered, InProgress, answer_once
from tracker.choices import Scope
from tracker.models import ApiAnswer, Signatory, Submission
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.actions.test_concurrency import race
from tracker.tests.api.test_tokens import an_offer
from tracker.tests.api.writing import Program
from tracker.tests.cast import Cast

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite lets one process write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def of_anna(cast: Cast) -> Program:
    """A program that was used today: what is written once a day holds nobody up here."""
    program = Program("offers", cast.anna, Scope.OFFERS)
    program.post({})
    return program


def test_the_same_request_twice_at_once_is_carried_out_once(cast: Cast) -> None:
    program = of_anna(cast)
    offer = an_offer(cast)

    first, second = race(
        lambda: program.post(offer, key="abc-1"), lambda: program.post(offer, key="abc-1")
    )

    assert (first.status, second.status, second.kind) == (201, 409, "in-progress")
    assert second.headers["Retry-After"] == "2"
    assert (Submission.objects.count(), ApiAnswer.objects.count()) == (1, 1)
    again = program.post(offer, key="abc-1")
    assert (again.status, again.told) == (201, first.told)


def test_two_keys_at_once_do_not_wait_for_each_other(cast: Cast) -> None:
    token = Program("offers", cast.anna, Scope.OFFERS).token

    def answered(key: str) -> Any:
        return answer_once(token, key, "POST", lambda: Answered(202, key)).answer

    assert race(lambda: answered("one"), lambda: answered("two")) == ("one", "two")


def test_whoever_comes_meanwhile_is_told_at_once(cast: Cast) -> None:
    token = Program("offers", cast.anna, Scope.OFFERS).token

    def answered() -> Any:
        return answer_once(token, "one", "POST", lambda: Answered(202, "{}")).is_again

    first, second = race(answered, answered)

    assert first is False
    assert isinstance(second, InProgress)


def test_the_same_new_signatory_twice_at_once_is_no_mistake_of_the_site(cast: Cast) -> None:
    program = of_anna(cast)
    new = {"name": "Delta Keepers", "kind": "organisation"}
    first_offer = an_offer(cast, new_signatory=new)
    del first_offer["signatory"]
    second_offer = first_offer | {"statement": cast.letter.slug}

    first, second = race(lambda: program.post(first_offer), lambda: program.post(second_offer))

    assert (first.status, second.status) == (201, 409)
    assert Signatory.objects.filter(name="Delta Keepers").count() == 1
    assert program.post(second_offer).told["signatory"] == first.told["signatory"]
