"""Replies recorded by a program: what the desk takes, with the rules of the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tracker.choices import ReplyKind, Scope, Status
from tracker.models import Letter, Reply, Submission
from tracker.tests.api.writing import Answer, Program
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.contacts import hosted, with_contact

pytestmark = pytest.mark.django_db


def posted(cast: Cast, *submissions: Submission, **values: Any) -> Answer:
    """What becomes of a reply that somebody who may only record sends."""
    program = Program("replies", cast.anna, Scope.REPLIES)
    return program.post(a_reply(*submissions, **values))


def of_publisher(cast: Cast, *submissions: Submission, **values: Any) -> Answer:
    program = Program("replies", cast.ben, Scope.REPLIES, Scope.RELEASES)
    return program.post(a_reply(*submissions, release=True, **values))


def a_reply(*submissions: Submission, **values: Any) -> dict[str, Any]:
    references = [one.reference for one in submissions]
    given = {"submissions": references, "kind": "deferral", "dated": "2022-03-09"}
    return given | values


def test_reply_to_several_is_recorded_and_waits(cast: Cast) -> None:
    one, other = cast.offered(), cast.offered(cast.fleuves)
    answer = posted(
        cast,
        one,
        other,
        text="It needs more time.",
        channel="email",
        dated_words="9 February",
        promised_on="2022-06-01",
        sources=[SOURCE],
    )

    reply = Reply.objects.get()
    assert answer.status == 201
    assert answer.told == {
        "number": reply.pk,
        "pages": [f"http://127.0.0.1:8000/submissions/{each.reference}/" for each in (one, other)],
        "is_public": False,
        "is_told_first": False,
        "warnings": [],
    }
    assert (reply.kind, reply.speaker, reply.text) == ("deferral", "issuer", "It needs more time.")
    assert list(reply.submissions.order_by("pk")) == [one, other]
    assert (reply.recorded_by, reply.sources.count()) == (cast.anna, 1)
    one.refresh_from_db()
    assert one.status == Status.UNANSWERED


def test_references_are_read_as_people_write_them(cast: Cast) -> None:
    offer = cast.offered()
    program = Program("replies", cast.anna, Scope.REPLIES)
    answer = program.post(a_reply() | {"submissions": [offer.reference.lower()]})

    assert answer.status == 201


def test_date_before_its_offer_is_recorded_if_doubted_and_warned_of(cast: Cast) -> None:
    offer = cast.offered()
    plain = posted(cast, offer, dated="2022-02-01")
    doubted = posted(cast, offer, dated="2022-02-01?")

    assert (plain.status, plain.told["names"]) == (422, ["dated"])
    assert doubted.status == 201
    assert "lies before a submission it answers" in doubted.told["warnings"][0]


def test_refusal_by_an_observed_party_needs_a_source_and_a_second_person(cast: Cast) -> None:
    offer = cast.offered()
    bare = of_publisher(cast, offer, kind="refusal")
    sourced = of_publisher(cast, offer, kind="refusal", sources=[SOURCE])

    assert (bare.status, sourced.status) == (422, 422)
    assert "needs a source" in bare.told["detail"]
    assert "somebody else must release it" in sourced.told["detail"]
    assert not Reply.objects.exists()


def test_what_says_nothing_bad_is_released_at_once_by_who_may(cast: Cast) -> None:
    offer = cast.offered()
    answer = of_publisher(cast, offer, kind="acknowledgement")

    assert (answer.status, answer.told["is_public"]) == (201, True)
    offer.refresh_from_db()
    assert offer.status == Status.ACKNOWLEDGED


def test_whoever_is_answered_at_a_hosted_statement_is_told_first(cast: Cast) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    today = timezone.localdate().isoformat()
    answer = of_publisher(cast, offer, kind="acceptance", dated=today)

    assert (answer.told["is_told_first"], answer.told["is_public"]) == (True, False)
    assert Letter.objects.filter(reply=answer.told["number"]).count() == 1


def test_dispute_names_the_reply_it_disputes(cast: Cast) -> None:
    offer = cast.offered()
    disputed = cast.reply(ReplyKind.ACKNOWLEDGEMENT, offer)
    answer = posted(cast, offer, kind="dispute", speaker="signatory", disputes=disputed.pk)

    assert answer.status == 201
    assert Reply.objects.get(pk=answer.told["number"]).disputes == disputed


@pytest.mark.parametrize(
    "values, names",
    [
        ({"colour": "red"}, ["colour"]),
        ({"submissions": []}, ["submissions"]),
        ({"submissions": ["AB-0000-0000"]}, ["submissions"]),
        ({"submissions": ["AB-0000-0000"] * 101}, ["submissions"]),
        ({"submissions": ["%"]}, ["submissions.0"]),
        ({"submissions": "AB-0000-0000"}, ["submissions"]),
        ({"kind": "poem"}, ["kind"]),
        ({"kind": "acceptance", "speaker": "signatory"}, ["speaker"]),
        ({"speaker": "nobody"}, ["speaker"]),
        ({"kind": "dispute"}, ["speaker"]),
        ({"dated": "soon"}, ["dated"]),
        ({"dated": "2999"}, ["dated"]),
        ({"kind": "note", "speaker": "issuer", "promised_on": "2022-06-01"}, ["promised_on"]),
        ({"promised_on": "2022-02-30"}, ["promised_on"]),
        ({"disputes": 10**9}, ["disputes"]),
        ({"disputes": 0}, ["disputes"]),
        ({"text": "\x00"}, ["text"]),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    cast: Cast, values: dict[str, Any], names: list[str]
) -> None:
    answer = posted(cast, cast.offered(), **values)

    assert (answer.status, answer.told["names"]) == (422, names)
    assert not Reply.objects.exists()


def test_submissions_to_two_statements_get_no_common_reply(cast: Cast) -> None:
    answer = posted(cast, cast.offered(), cast.release(hosted(cast)))

    assert answer.status == 422
    assert not Reply.objects.exists()
