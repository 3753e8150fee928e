"""Answers kept for programs: a request is carried out once, and what it said is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tracker.actions.api_answers import Answered, answer_once, forget_api_answers
from tracker.actions.api_tokens import make_api_token
from tracker.actions.erasures import erase_submission
from tracker.choices import ErasureGround
from tracker.models import ApiAnswer, ApiToken, Event, Signatory
from tracker.rules.refusals import Conflict, Refused
from tracker.tests.actions.calls_on_api_tokens import token_values
from tracker.tests.cast import Cast
from tracker.tests.erasures import own_offer

pytestmark = pytest.mark.django_db
SENT = "POST /api/v1/offers/ 0123"


def a_token(cast: Cast) -> ApiToken:
    return make_api_token(token_values(cast.anna), by=cast.anna).token


def recording(cast: Cast) -> Answered:
    """Something that can be seen to have been done."""
    who = cast.signatory(f"Signatory {Signatory.objects.count()}")
    return Answered(201, f'{{"slug": "{who.slug}"}}', f"/signatories/{who.slug}/")


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(cast: Cast) -> None:
    token = a_token(cast)
    first = answer_once(token, "one", SENT, lambda: recording(cast))
    there = (Signatory.objects.count(), Event.objects.count())

    again = answer_once(token, "one", SENT, lambda: recording(cast))

    assert (again.status, again.answer, again.location) == (201, first.answer, first.location)
    assert (first.is_again, again.is_again) == (False, True)
    assert (Signatory.objects.count(), Event.objects.count()) == there


def test_another_key_and_another_token_are_other_requests(cast: Cast) -> None:
    token, other = a_token(cast), a_token(cast)
    answers = [
        answer_once(whose, key, SENT, lambda: recording(cast)).answer
        for whose, key in [(token, "one"), (token, "two"), (other, "one")]
    ]

    assert len(set(answers)) == 3


def test_without_a_key_nothing_is_kept(cast: Cast) -> None:
    token = a_token(cast)

    first, second = (answer_once(token, "", SENT, lambda: recording(cast)) for _ in range(2))

    assert first.answer != second.answer
    assert not ApiAnswer.objects.exists()


def test_a_key_with_another_request_is_refused(cast: Cast) -> None:
    token = a_token(cast)
    answer_once(token, "one", SENT, lambda: recording(cast))
    there = Signatory.objects.count()

    with pytest.raises(Conflict, match="another request"):
        answer_once(token, "one", f"{SENT}4", lambda: recording(cast))

    assert Signatory.objects.count() == there


def test_what_was_refused_may_be_mended_under_the_same_key(cast: Cast) -> None:
    token, there = a_token(cast), Signatory.objects.count()

    def refused() -> Answered:
        recording(cast)
        raise Refused("Not so.")

    with pytest.raises(Refused, match="Not so"):
        answer_once(token, "one", SENT, refused)
    assert (Signatory.objects.count(), ApiAnswer.objects.count()) == (there, 0)

    assert answer_once(token, "one", f"{SENT}4", lambda: recording(cast)).status == 201


def test_neither_key_nor_request_is_kept_in_clear(cast: Cast) -> None:
    answer_once(a_token(cast), "mara@delta.example", SENT, lambda: Answered(202, "{}"))

    kept = ApiAnswer.objects.values().get()
    assert "mara" not in str(kept)
    assert SENT not in str(kept)


def test_answers_are_forgotten_after_two_days(cast: Cast) -> None:
    token, now = a_token(cast), timezone.now()
    for key, hours in [("old", 49), ("young", 47)]:
        with time_machine.travel(now - timedelta(hours=hours)):
            answer_once(token, key, SENT, lambda: Answered(202, "{}"))

    assert [forget_api_answers(), forget_api_answers()] == [1, 0]
    assert answer_once(token, "young", SENT, lambda: Answered(500, "")).is_again


def test_after_an_erasure_the_answer_is_empty_and_nothing_is_done_again(cast: Cast) -> None:
    token, offer = a_token(cast), own_offer(cast)
    told = Answered(201, '{"signatory": "rios"}', "/x/", [offer], "rios@delta.example")
    answer_once(token, "one", SENT, lambda: told)

    erasure = erase_submission(offer, ErasureGround.OBJECTION, "", by=cast.ben)

    row = ApiAnswer.objects.get()
    assert (row.answer, row.location, row.request_sha256, row.address_sha256) == ("", "", "", "")
    assert erasure.removed["answers"] == 1
    with pytest.raises(Conflict, match="erased since"):
        answer_once(token, "one", SENT, lambda: recording(cast))
