"""Issuers' lists recorded by a program: all or nothing, and never twice."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.choices import ReplyKind, Scope
from tracker.models import Reply, Signatory, Submission, User
from tracker.tests.api.writing import Answer, Program
from tracker.tests.cast import SOURCE, Cast

pytestmark = pytest.mark.django_db
NAMES = ["Ríos Libres", "Delta Keepers", "Sea Watch"]


def posted(cast: Cast, user: User, **values: Any) -> Answer:
    scopes = [Scope.LISTINGS, Scope.RELEASES] if values.get("release") else [Scope.LISTINGS]
    listing = {
        "statement": cast.declaration.slug,
        "listed_on": "2022-05-01",
        "entries": [{"name": name} for name in NAMES],
        "source": SOURCE,
    }
    return Program("listings", user, *scopes).post(listing | values)


def test_list_makes_what_is_missing_and_one_reply_that_lists_all(cast: Cast) -> None:
    known = cast.offered()
    answer = posted(cast, cast.anna)

    listing = Reply.objects.get()
    assert answer.status == 201
    assert (answer.told["number"], answer.told["already"]) == (listing.pk, 1)
    assert [one["is_public"] for one in answer.told["recorded"]] == [False, False]
    made = [one["reference"] for one in answer.told["recorded"]]
    assert {one.reference for one in listing.submissions.all()} == {known.reference, *made}
    assert (listing.kind, listing.dated) == (ReplyKind.LISTING, "2022-05-01")
    assert listing.sources.get().url == SOURCE["url"]
    signed = Submission.objects.filter(reference__in=made).order_by("pk")
    assert [one.signed_name for one in signed] == NAMES[1:]


def test_sent_again_it_records_nothing_twice(cast: Cast) -> None:
    posted(cast, cast.anna)
    again = posted(cast, cast.anna)

    assert again.told == {"number": None, "recorded": [], "already": 3}
    assert (Submission.objects.count(), Reply.objects.count()) == (3, 1)


def test_answer_names_nobody(cast: Cast) -> None:
    assert [name for name in NAMES if name.split()[0] in str(posted(cast, cast.anna).told)] == []


def test_list_is_released_with_all_on_it_by_who_may(cast: Cast) -> None:
    answer = posted(cast, cast.ben, release=True)

    assert [one["is_public"] for one in answer.told["recorded"]] == [True, True, True]
    assert Reply.objects.get().is_released


def test_what_stands_on_the_entries_is_kept(cast: Cast) -> None:
    entry = {"name": "Mara Okonjo", "kind": "person", "country": "KE", "offered": "2022-04"}
    posted(cast, cast.anna, entries=[entry | {"capacity": "poet"}])

    row = Submission.objects.get()
    assert (row.signed_kind, row.signed_country.code, row.offered) == ("person", "KE", "2022-04")
    assert row.capacity == "poet"


@pytest.mark.parametrize(
    "values, names",
    [
        ({"colour": "red"}, ["colour"]),
        ({"entries": []}, ["entries"]),
        ({"entries": [{"name": f"Name {number}"} for number in range(501)]}, ["entries"]),
        ({"entries": [{"name": ""}]}, ["entries.0.name"]),
        ({"entries": [{"name": "A", "colour": "red"}]}, ["entries.0.colour"]),
        ({"listed_on": "soon"}, ["offered"]),
        ({"offered": "2022", "listed_on": "soon"}, ["dated"]),
        ({"statement": "no-such"}, ["statement"]),
        ({"source": {"title": "A"}}, ["url"]),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name_and_nothing_is_recorded(
    cast: Cast, values: dict[str, Any], names: list[str]
) -> None:
    there = (cast.declaration, Signatory.objects.count())
    answer = posted(cast, cast.anna, **values)

    assert (answer.status, answer.told["names"]) == (422, names)
    assert Signatory.objects.count() == there[1]
    assert not Submission.objects.exists()


def test_a_name_twice_on_the_list_is_refused(cast: Cast) -> None:
    answer = posted(cast, cast.anna, entries=[{"name": "Delta"}, {"name": "DELTA"}])

    assert (answer.status, answer.kind) == (422, "refused")
    assert not Submission.objects.exists()
