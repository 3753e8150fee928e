"""Offers recorded by a program: what the desk takes, with the rules of the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tracker.choices import Scope, SignatoryKind
from tracker.models import Position, Signatory, Source, Submission
from tracker.tests.api.test_tokens import an_offer
from tracker.tests.api.writing import Program
from tracker.tests.cast import SOURCE, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(cast: Cast) -> Program:
    """Of somebody who may record, and not release."""
    return Program("offers", cast.anna, Scope.OFFERS)


def of_publisher(cast: Cast) -> Program:
    return Program("offers", cast.ben, Scope.OFFERS, Scope.RELEASES)


def test_offer_is_recorded_with_all_that_is_said(cast: Cast, program: Program) -> None:
    exception = {"clause": "point-1", "kind": "reservation", "text": "Not in winter."}
    offer = an_offer(
        cast,
        offered="2022-01-30?",
        offered_words="end of January",
        channel="email",
        message="We sign.",
        representative="Mara Okonjo",
        capacity="secretary",
        positions=[exception],
        sources=[SOURCE],
    )
    answer = program.post(offer)

    row = Submission.objects.get()
    assert answer.status == 201
    assert answer.told == {
        "reference": row.reference,
        "url": f"http://127.0.0.1:8000/api/v1/submissions/{row.reference}/",
        "page": f"http://127.0.0.1:8000/submissions/{row.reference}/",
        "signatory": "rios-libres",
        "status": "unanswered",
        "is_public": False,
    }
    assert answer.headers["Location"] == answer.told["url"]
    assert (row.offered, row.offered_words, row.channel) == (
        "2022-01-30?",
        "end of January",
        "email",
    )
    assert (row.signed_name, row.signed_kind, row.representative) == (
        "Ríos Libres",
        SignatoryKind.ORGANISATION,
        "Mara Okonjo",
    )
    assert Position.objects.get().text == "Not in winter."
    assert Source.objects.get(submission=row).url == SOURCE["url"]


def test_what_was_recorded_is_not_public_before_it_is_released(
    cast: Cast, program: Program
) -> None:
    answer = program.post(an_offer(cast))

    assert Client().get(answer.told["page"]).status_code == 404


def test_a_known_name_is_that_signatory_and_another_is_new(cast: Cast, program: Program) -> None:
    known = {"name": "RIOS LIBRES", "kind": "organisation", "country": "CL"}
    new = {"name": "Delta Keepers", "kind": "organisation", "url": "https://delta.example/"}

    answers = [
        program.post(_without(an_offer(cast, new_signatory=one), "signatory"))
        for one in (known, new)
    ]

    assert [one.told["signatory"] for one in answers] == ["rios-libres", "delta-keepers"]
    assert Signatory.objects.get(slug="delta-keepers").recorded_by == cast.anna


def test_invitation_and_names_as_signed(cast: Cast, program: Program) -> None:
    offer = an_offer(
        cast, direction="invitation", signed_name="Rios", signed_kind="network", signed_country="AR"
    )
    answer = program.post(offer)

    row = Submission.objects.get()
    assert answer.told["status"] == "invited"
    assert (row.signed_name, row.signed_kind, row.signed_country.code) == ("Rios", "network", "AR")


def test_negative_claim_needs_a_source_and_a_second_person(cast: Cast) -> None:
    program = of_publisher(cast)
    bare = program.post(an_offer(cast, release=True))
    sourced = program.post(an_offer(cast, release=True, sources=[SOURCE]))

    assert (bare.status, sourced.status) == (422, 422)
    assert "needs a source" in bare.told["detail"]
    assert "somebody else must release it" in sourced.told["detail"]
    assert not Submission.objects.exists()


def test_what_says_nothing_bad_of_anybody_is_released_at_once_by_who_may(cast: Cast) -> None:
    offer = an_offer(cast, statement=cast.letter.slug, release=True)
    answer = of_publisher(cast).post(offer)

    assert (answer.status, answer.told["is_public"]) == (201, True)
    assert Client().get(answer.told["page"]).status_code == 200


def test_releasing_needs_its_own_scope(cast: Cast) -> None:
    answer = Program("offers", cast.ben, Scope.OFFERS).post(an_offer(cast, release=True))

    assert (answer.status, answer.told["names"]) == (403, ["releases:write"])
    assert not Submission.objects.exists()


def test_the_same_signatory_twice_is_refused(cast: Cast, program: Program) -> None:
    program.post(an_offer(cast))
    answer = program.post(an_offer(cast))

    assert (answer.status, answer.told["names"]) == (422, ["signatory"])
    assert Submission.objects.count() == 1


def _without(offer: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in offer.items() if name not in names}


@pytest.mark.parametrize(
    "values, names",
    [
        ({"colour": "red"}, ["colour"]),
        ({"status": "accepted", "version": 2}, ["status", "version"]),
        ({"offered": ""}, ["offered"]),
        ({"offered": "sometime"}, ["offered"]),
        ({"offered": "2999-01-01"}, ["offered"]),
        ({"offered": 20220101}, ["offered"]),
        ({"statement": "no-such"}, ["statement"]),
        ({"statement": "../admin"}, ["statement"]),
        ({"revision": 9}, ["revision"]),
        ({"revision": 10**30}, ["revision"]),
        ({"signatory": "no-such"}, ["signatory"]),
        ({"signatory": None}, ["signatory"]),
        ({"new_signatory": {"name": "A", "kind": "person"}}, ["signatory"]),
        ({"new_signatory": {"name": "A", "kind": "god"}}, ["new_signatory.kind"]),
        ({"new_signatory": {"name": "A", "kind": "person", "age": 4}}, ["new_signatory.age"]),
        ({"direction": "sideways"}, ["direction"]),
        ({"channel": None}, ["channel"]),
        ({"message": "a\x00b"}, ["message"]),
        ({"message": "x" * 20_001}, ["message"]),
        ({"signed_name": "a\ud800"}, ["signed_name"]),
        ({"signed_country": "ZZ"}, ["signed_country"]),
        ({"signed_country": "Chile"}, ["signed_country"]),
        ({"representative": "x" * 201}, ["representative"]),
        ({"positions": [{"clause": "point-9", "kind": "objection", "text": "No."}]}, ["positions"]),
        ({"positions": [{"clause": "point-1"}]}, ["positions.0.kind", "positions.0.text"]),
        ({"sources": [{"title": "Nothing else"}]}, ["url"]),
        ({"sources": [{"title": "A", "url": "not an address"}]}, ["url"]),
        ({"sources": [{"title": "A", "retrieved_on": "soon"}]}, ["sources.0.retrieved_on"]),
        ({"release": "perhaps"}, ["release"]),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name_and_nothing_is_recorded(
    cast: Cast, program: Program, values: dict[str, Any], names: list[str]
) -> None:
    signatories = Signatory.objects.count()
    offer = an_offer(cast)
    there = Signatory.objects.count() - signatories
    answer = program.post(offer | values)

    assert (answer.status, answer.told["names"]) == (422, names)
    assert all(name in answer.told["detail"] for name in names)
    assert Signatory.objects.count() == signatories + there
    assert not Submission.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_what_is_no_json_is_refused(cast: Cast, program: Program, body: bytes) -> None:
    answer = program.post(body)

    assert answer.status in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [[], "offer", 3, None, True])
def test_what_is_no_object_is_refused(cast: Cast, program: Program, body: Any) -> None:
    assert program.post(body).status == 422
