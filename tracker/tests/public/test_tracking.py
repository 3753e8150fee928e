"""The submitter's own page, and the way to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tracker.actions.tracking import add_message, withdraw_offer
from tracker.choices import ReplyKind, Status, Visibility
from tracker.models import Contact, Event, Letter, Reply, Submission
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, page_of, with_contact
from tracker.tests.outbox import NOON

PAGE_QUERIES = 8


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast, message="We agree.")))


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def without_secrets(html: bytes) -> str:
    """The page without what differs for every reader: the token against forged requests."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html.decode())


# --- The way to it --------------------------------------------------------------------------------


def test_lookup_answers_known_and_unknown_alike(client: Client, offer: Submission) -> None:
    known = {"reference": offer.reference, "email": EMAIL}
    answers = [
        client.post("/track/", data, follow=True)
        for data in (known, known | {"email": "x@y.example"}, known | {"reference": "FL-0-0"})
    ]

    pages = {without_secrets(answer.content) for answer in answers}
    assert len(pages) == 1
    assert [answer.redirect_chain for answer in answers] == [[("/track/asked/", 302)]] * 3
    assert Letter.objects.count() == 1
    assert EMAIL not in pages.pop()


def test_lookup_begins_empty(client: Client) -> None:
    assert client.get("/track/").status_code == 200


def test_lookup_shows_what_is_missing(client: Client) -> None:
    answer = client.post("/track/", {"reference": "FL-0-0", "email": "nobody"})

    assert answer.status_code == 400
    assert "valid email address" in answer.content.decode()


def test_lookup_has_limits(client: Client, offer: Submission) -> None:
    data = {"reference": offer.reference, "email": "x@y.example"}
    answers = [client.post("/track/", data).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_lookup_asks_to_be_asked_by_the_page_itself(offer: Submission) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/track/", {"reference": offer.reference, "email": EMAIL})

    assert answer.status_code == 403
    assert not Letter.objects.exists()


# --- The page -------------------------------------------------------------------------------------


def test_page_says_where_it_stands_and_shows_own_messages(
    client: Client, cast: Cast, offer: Submission
) -> None:
    add_message(offer, "A word that waits.")
    cast.reply(ReplyKind.REFUSAL, offer, dated="2026-05-04", text="Not told yet.")

    html = text(client, page_of(offer))

    assert "the issuer&#x27;s turn" in html
    assert "due 11 May 2026" in html
    assert "due 3 June 2026" in html
    assert "We agree." in html
    assert "A word that waits." in html
    assert "Not told yet." not in html
    assert EMAIL not in html


def test_page_shows_a_withheld_name_to_its_bearer_only(client: Client, cast: Cast) -> None:
    offer = hosted(cast, message="We agree.", visibility=Visibility.WITHHELD)
    with_contact(cast.release(offer))

    assert "Ríos Libres" in text(client, page_of(offer))
    assert "We agree." in text(client, page_of(offer))
    assert "Ríos Libres" not in text(client, offer.get_absolute_url())


def test_page_of_an_unreleased_offer_says_that_nothing_is_public(
    client: Client, cast: Cast
) -> None:
    offer = with_contact(hosted(cast))

    assert "Nothing yet" in text(client, page_of(offer))
    assert client.get(offer.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("replies", [1, 3])
def test_page_asks_the_database_a_fixed_number_of_times(
    client: Client,
    offer: Submission,
    replies: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(replies):
        add_message(offer, f"No. {number}")
    url = page_of(offer)
    client.get(url)

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url)


def test_opening_changes_nothing(client: Client, offer: Submission) -> None:
    before = Event.objects.count()

    for deed in (
        "",
        "message/",
        "resend/",
        "withdraw/",
        "visibility/",
        "correct/",
        "erase/",
        "erase-me/",
    ):
        client.get(page_of(offer) + deed, follow=True)

    offer.refresh_from_db()
    assert Event.objects.count() == before
    assert (offer.status, offer.visibility) == (Status.UNANSWERED, Visibility.NAMED)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("path", ["", "withdraw/", "erase/", "erase-me/"])
def test_pages_are_kept_by_nobody(client: Client, offer: Submission, path: str) -> None:
    answer = client.get(page_of(offer) + path)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("path", ["", "message/", "withdraw/", "erase/", "erase-me/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_tampered_secret_opens_nothing(
    client: Client, offer: Submission, path: str, method: str
) -> None:
    url = page_of(offer)
    tampered = url[:-2] + ("0/" if url[-2] != "0" else "1/")
    if (path, method) == ("", "post"):
        method = "head"

    answer = getattr(client, method)(tampered + path)

    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert method == "head" or "This address opens nothing" in answer.content.decode()


def test_an_unknown_deed_opens_nothing(client: Client, offer: Submission) -> None:
    assert client.get(page_of(offer) + "nonsense/").status_code == 404


def test_the_secret_may_be_typed_in_capitals(client: Client, offer: Submission) -> None:
    secret = page_of(offer).split("/")[2]

    assert client.get(f"/track/{secret.upper()}/").status_code == 200


# --- What can be done -----------------------------------------------------------------------------


def test_message_is_recorded_and_thanked_for(client: Client, offer: Submission) -> None:
    answer = client.post(page_of(offer) + "message/", {"text": "Still here."}, follow=True)

    assert "Your message is recorded" in answer.content.decode()
    assert Reply.objects.get().text == "Still here."


def test_message_without_words_comes_back(client: Client, offer: Submission) -> None:
    answer = client.post(page_of(offer) + "message/", {"text": " "})

    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()


def test_resend_twice_is_refused_in_words(client: Client, offer: Submission) -> None:
    first, second = (client.post(page_of(offer) + "resend/") for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 400)
    assert "Once a day is enough" in second.content.decode()


def test_withdrawing_takes_two_steps(client: Client, offer: Submission) -> None:
    asked = text(client, page_of(offer) + "withdraw/")
    answer = client.post(page_of(offer) + "withdraw/", follow=True)

    offer.refresh_from_db()
    assert "Withdraw now" in asked
    assert "you withdrew your offer" in answer.content.decode()
    assert offer.status == Status.WITHDRAWN


def test_withdrawing_again_is_refused(client: Client, offer: Submission) -> None:
    withdraw_offer(offer)

    assert client.get(page_of(offer) + "withdraw/").status_code == 302
    assert client.post(page_of(offer) + "withdraw/").status_code == 400


def test_visibility_is_chosen(client: Client, offer: Submission) -> None:
    client.post(page_of(offer) + "visibility/", {"visibility": "withheld"})

    offer.refresh_from_db()
    assert offer.is_withheld


def test_correction_is_recorded(client: Client, offer: Submission) -> None:
    data = {"signed_name": "Rios Libres", "signed_country": "AR"}

    client.post(page_of(offer) + "correct/", data)

    offer.refresh_from_db()
    assert (offer.signed_name, offer.signed_country.code) == ("Rios Libres", "AR")


def test_correction_without_a_name_comes_back_as_typed(client: Client, offer: Submission) -> None:
    answer = client.post(page_of(offer) + "correct/", {"capacity": "Chair of all"})

    assert answer.status_code == 400
    assert "Chair of all" in answer.content.decode()
    assert "required" in answer.content.decode()


def test_erasing_ends_the_page(client: Client, offer: Submission) -> None:
    answer = client.post(page_of(offer) + "erase/")

    assert "contact data are erased" in answer.content.decode()
    assert client.get(page_of(offer)).status_code == 404
    assert client.get(offer.get_absolute_url()).status_code == 200


def test_nothing_is_done_without_the_token_of_the_page(
    offer: Submission, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(page_of(offer) + "withdraw/").status_code == 403
    assert page_of(offer) not in caplog.text
