"""The page behind a personal link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tracker.actions.answer_links import LASTS, MadeLink, make_answer_link, revoke_answer_link
from tracker.actions.releases import void_submission
from tracker.choices import Party, ReplyKind, Visibility, VoidReason
from tracker.models import Event, Link, Reply, Submission
from tracker.tests.cast import Cast
from tracker.tests.outbox import NOON

LIST_QUERIES = 3


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return cast.offered(message="We agree with all points.")


@pytest.fixture
def made(cast: Cast, offer: Submission) -> MadeLink:
    return make_answer_link([offer], {"party": Party.ISSUER}, by=cast.anna)


def url(made: MadeLink) -> str:
    return f"/answer/{made.token}/"


def test_page_shows_what_is_recorded_and_changes_nothing(
    client: Client, cast: Cast, made: MadeLink, offer: Submission
) -> None:
    cast.reply(ReplyKind.NOTE, offer, speaker=Party.ISSUER, text="Not released.")
    before = Event.objects.count()

    answer = client.get(url(made))

    html = answer.content.decode()
    assert offer.reference in html
    assert "We agree with all points." in html
    assert "Not released." not in html
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert Event.objects.count() == before
    assert Link.objects.get().used_at is None


def test_page_keeps_a_withheld_name(client: Client, cast: Cast) -> None:
    offer = cast.offered(visibility=Visibility.WITHHELD)
    made = make_answer_link([offer], {"party": Party.ISSUER}, by=cast.anna)

    html = client.get(url(made)).content.decode()

    assert "Name withheld" in html
    assert "Ríos Libres" not in html


def test_answer_is_recorded_and_thanked_for(
    client: Client, made: MadeLink, offer: Submission
) -> None:
    data = {"submissions": offer.pk, "kind": "deferral", "promised_on": "2026-06-01"}

    answer = client.post(url(made), data, follow=True)

    reply = Reply.objects.get()
    assert "public once an editor has looked at it" in answer.content.decode()
    assert (reply.kind, str(reply.promised_on), reply.released_at) == (
        ReplyKind.DEFERRAL,
        "2026-06-01",
        None,
    )


def test_dispute_chooses_a_message(
    client: Client, cast: Cast, made: MadeLink, offer: Submission
) -> None:
    claim = cast.replied(ReplyKind.REFUSAL, offer)
    data = {"submissions": offer.pk, "kind": "dispute", "text": "No.", "disputes": claim.pk}

    client.post(url(made), data)

    assert Reply.objects.get(kind=ReplyKind.DISPUTE).disputes == claim


@pytest.mark.parametrize(
    "data, words",
    [
        ({}, "required"),
        ({"kind": "withdrawal"}, "not one of the available choices"),
        ({"kind": "question"}, "Write it in your words"),
        ({"kind": "deferral", "promised_on": "2020-01-01"}, "lies before the reply"),
        ({"kind": "acceptance", "promised_on": "2026-06-01"}, "promises a date"),
    ],
)
def test_bad_input_comes_back_with_the_reason(
    client: Client, made: MadeLink, offer: Submission, data: dict[str, str], words: str
) -> None:
    answer = client.post(url(made), {"submissions": offer.pk} | data)

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Reply.objects.exists()


def test_signatories_say_what_signatories_say(client: Client, cast: Cast) -> None:
    made = make_answer_link([cast.offered()], {"party": Party.SIGNATORY}, by=cast.anna)

    html = client.get(url(made)).content.decode()

    assert "Withdraws" in html
    assert "Accepts" not in html
    assert "decided by" not in html


def test_foreign_submissions_are_not_answered(client: Client, cast: Cast, made: MadeLink) -> None:
    other = cast.offered(cast.fleuves)

    answer = client.post(url(made), {"submissions": other.pk, "kind": "acceptance"})

    assert answer.status_code == 400
    assert not Reply.objects.exists()


@pytest.mark.parametrize("how", ["tampered", "expired", "revoked", "void"])
def test_what_opens_nothing_gets_one_page(
    client: Client, cast: Cast, made: MadeLink, noon: time_machine.Traveller, how: str
) -> None:
    address = url(made)
    if how == "tampered":
        address = "/answer/00000000000000000000000000/"
    elif how == "expired":
        noon.shift(LASTS + timedelta(seconds=1))
    elif how == "revoked":
        revoke_answer_link(made.link, by=cast.anna)
    else:
        void_submission(made.link.submissions.get(), VoidReason.SPAM, by=cast.ben)

    answers = [client.get(address), client.post(address, {"kind": "acceptance"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("This address opens nothing" in one.content.decode() for one in answers)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("amount", [2, 3])
def test_many_are_listed_with_a_fixed_number_of_queries(
    client: Client, cast: Cast, amount: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signatories = [cast.rios, cast.fleuves, cast.mara][:amount]
    offers = [cast.offered(one) for one in signatories]
    made = make_answer_link(offers, {"party": Party.ISSUER}, by=cast.anna)
    client.get(url(made))

    with django_assert_num_queries(LIST_QUERIES):
        html = client.get(url(made)).content.decode()

    assert all(one.reference in html for one in offers)
    told = client.get(f"{url(made)}?read={offers[1].reference}").content.decode()
    assert "What was written, in order" in told
    assert "What was written, in order" not in html
