"""Checks recorded by a program: what the desk takes, with the rules of the desk."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.choices import Scope
from tracker.models import Check, Submission, User
from tracker.tests.api.writing import Answer, Program
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.contacts import hosted

pytestmark = pytest.mark.django_db


def posted(user: User, *submissions: Submission, **values: Any) -> Answer:
    scopes = [Scope.CHECKS, Scope.RELEASES] if values.get("release") else [Scope.CHECKS]
    references = [one.reference for one in submissions]
    check = {"submissions": references, "dated": "2022-06-01", "by_whom": "Ann A."}
    return Program("checks", user, *scopes).post(check | values)


def test_check_is_recorded_and_waits(cast: Cast) -> None:
    offer = cast.offered()
    answer = posted(cast.anna, offer, looked_for="listing", note="The list.", sources=[SOURCE])

    check = Check.objects.get()
    assert answer.status == 201
    assert answer.told == {
        "number": check.pk,
        "pages": [f"http://127.0.0.1:8000/submissions/{offer.reference}/"],
        "is_public": False,
    }
    assert (check.looked_for, check.dated, check.by_whom) == ("listing", "2022-06-01", "Ann A.")
    assert (check.note, check.sources.count(), check.recorded_by) == ("The list.", 1, cast.anna)


def test_silence_of_an_observed_party_needs_a_source_and_a_second_person(cast: Cast) -> None:
    bare = posted(cast.ben, cast.offered(), release=True)
    sourced = posted(cast.ben, cast.offered(cast.fleuves), release=True, sources=[SOURCE])

    assert "needs a source" in bare.told["detail"]
    assert "somebody else must release it" in sourced.told["detail"]
    assert (bare.status, sourced.status) == (422, 422)
    assert not Check.objects.exists()


def test_check_at_a_hosted_statement_is_released_by_who_may(cast: Cast) -> None:
    offer = cast.release(hosted(cast))
    answer = posted(cast.ben, offer, dated=offer.offered, release=True)

    assert (answer.status, answer.told["is_public"]) == (201, True)


@pytest.mark.parametrize(
    "values, names",
    [
        ({"colour": "red"}, ["colour"]),
        ({"looked_for": "gold"}, ["looked_for"]),
        ({"dated": "2999"}, ["dated"]),
        ({"dated": None}, ["dated"]),
        ({"by_whom": " "}, ["by_whom"]),
        ({"note": "x" * 2001}, ["note"]),
        ({"submissions": ["AB-0000-0000"]}, ["submissions"]),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    cast: Cast, values: dict[str, Any], names: list[str]
) -> None:
    answer = posted(cast.anna, cast.offered(), **values)

    assert (answer.status, answer.told["names"]) == (422, names)
    assert not Check.objects.exists()
