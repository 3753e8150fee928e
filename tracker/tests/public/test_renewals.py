"""Reading what changed in a text one signed, answering, and what everybody then reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tracker.actions.positions import record_position
from tracker.actions.renewals import (
    ask_about_new_wordings,
    endorse_new_wording,
    keep_earlier_wording,
)
from tracker.actions.tracking import set_visibility, withdraw_offer
from tracker.choices import ReplyKind, Status, Visibility
from tracker.models import Event, Renewal, Revision, Submission
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, page_of, with_contact
from tracker.tests.outbox import NOON
from tracker.tests.public.reading import get, streamed, words
from tracker.tests.renewals import revised


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


@pytest.fixture
def wording(cast: Cast, offer: Submission) -> Revision:
    wording = revised(cast)
    ask_about_new_wordings()
    return wording


def url_of(offer: Submission) -> str:
    return f"{page_of(offer)}wording/"


def said(wording: Revision, answer: str = "endorsed", **values: object) -> dict[str, object]:
    return {"answer": answer, "wording": wording.pk} | values


# --- One's own page -------------------------------------------------------------------------------


def test_own_page_says_that_there_is_a_new_wording(
    client: Client, offer: Submission, wording: Revision
) -> None:
    html = client.get(page_of(offer)).content.decode()

    assert "The text has a new wording, revision 2." in html
    assert url_of(offer) in html


def test_own_page_says_nothing_of_it_before(client: Client, offer: Submission) -> None:
    html = client.get(page_of(offer)).content.decode()

    assert "new wording" not in html
    assert client.get(url_of(offer)).status_code == 302


def test_page_shows_the_difference_word_by_word(
    client: Client, offer: Submission, wording: Revision
) -> None:
    answer = client.get(url_of(offer))
    html = answer.content.decode()

    assert "<ins>" in html
    assert "<del>" in html
    assert "Ferries added." in html
    assert "You signed revision 1" in html
    assert (answer["Cache-Control"][:7], answer["X-Robots-Tag"]) == ("max-age", "noindex, nofollow")


def test_opening_the_page_changes_nothing(
    client: Client, offer: Submission, wording: Revision
) -> None:
    before = Event.objects.count()
    client.get(url_of(offer))

    assert Event.objects.count() == before
    assert Renewal.objects.get().answer == ""


@pytest.mark.parametrize(
    "answer, number, told",
    [("endorsed", 2, "You endorse the new wording now"), ("kept", 1, "You keep to revision 1")],
)
def test_answers_are_taken(
    client: Client, offer: Submission, wording: Revision, answer: str, number: int, told: str
) -> None:
    page = client.post(url_of(offer), said(wording, answer), follow=True)

    assert page.redirect_chain == [(f"{page_of(offer)}?done={answer}", 302)]
    assert told in page.content.decode()
    offer.refresh_from_db()
    assert offer.revision.number == number
    assert Renewal.objects.get().answer == answer


def test_the_ticked_exceptions_go_over(client: Client, cast: Cast, offer: Submission) -> None:
    kept, dropped = (
        record_position(
            offer,
            {"clause": offer.revision.clauses.get(number="1"), "kind": kind, "text": f"No {kind}."},
            by=cast.anna,
            why="Missed.",
        )
        for kind in ("objection", "reservation")
    )
    wording = revised(cast)

    html = client.get(url_of(offer)).content.decode()
    client.post(url_of(offer), said(wording, kept=[kept.pk]))

    assert [f'value="{one.pk}" checked' in html for one in (kept, dropped)] == [True, True]
    assert [one.text for one in offer.positions.all()] == ["No objection."]


def test_an_exception_to_what_is_gone_falls_away(
    client: Client, cast: Cast, offer: Submission
) -> None:
    clause = offer.revision.clauses.get(kind="slogan")
    values = {"clause": clause, "kind": "objection", "text": "No."}
    record_position(offer, values, by=cast.anna, why="Misread.")
    revised(cast)

    assert "Slogan a falls away" in client.get(url_of(offer)).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "refused", "wording": 1},
        {"answer": "kept"},
        {"answer": "kept", "wording": "9" * 5000},
        {"answer": "endorsed", "wording": "-1", "kept": "x"},
        {"answer": "endorsed", "wording": "0"},
    ],
)
def test_bad_input_changes_nothing(
    client: Client, offer: Submission, wording: Revision, data: dict[str, object]
) -> None:
    page = client.post(url_of(offer), data)

    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()
    assert Renewal.objects.get().answer == ""


def test_a_made_up_secret_opens_nothing(client: Client, wording: Revision) -> None:
    for answer in (client.get, client.post):
        assert answer("/track/0000000000000000000000000/wording/").status_code == 404


def test_what_was_withdrawn_is_not_asked(
    client: Client, offer: Submission, wording: Revision
) -> None:
    withdraw_offer(offer)

    assert client.get(url_of(offer)).status_code == 302
    assert client.post(url_of(offer), said(wording)).status_code == 302
    assert "new wording" not in client.get(page_of(offer)).content.decode()
    offer.refresh_from_db()
    assert (offer.status, offer.revision.number) == (Status.WITHDRAWN, 1)


def test_an_answer_is_sent_by_the_page_itself(offer: Submission, wording: Revision) -> None:
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(url_of(offer), said(wording)).status_code == 403


@pytest.mark.parametrize("exceptions", [1, 2])
def test_page_asks_the_database_a_fixed_number_of_times(
    client: Client,
    cast: Cast,
    offer: Submission,
    exceptions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for clause in offer.revision.clauses.all()[:exceptions]:
        values = {"clause": clause, "kind": "objection", "text": "No."}
        record_position(offer, values, by=cast.anna, why="Misread.")
    revised(cast)

    with django_assert_num_queries(7):
        client.get(url_of(offer))


# --- What everybody reads -------------------------------------------------------------------------


@pytest.fixture
def accepted(cast: Cast, offer: Submission) -> Submission:
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated="2026-05-04")
    return offer


def test_statement_says_who_stands_on_an_earlier_wording(
    client: Client, cast: Cast, accepted: Submission
) -> None:
    wording = revised(cast)
    other = cast.release(hosted(cast, cast.fleuves))
    before = words(get(client, "/statements/ferry-letter/"))
    endorse_new_wording(accepted, wording.pk, [])
    endorse_new_wording(other, wording.pk, [])

    assert "Ríos Libres Chile revision 1" in before
    assert "Fleuves Vivants France revision 1" in before
    assert "France revision 1" not in words(get(client, "/statements/ferry-letter/"))


def test_lists_say_to_which_wording_each_signature_refers(
    client: Client, cast: Cast, accepted: Submission, wording: Revision
) -> None:
    endorse_new_wording(accepted, wording.pk, [])

    listed = get(client, "/statements/ferry-letter/signatories/")
    assert f"{accepted.reference} revision 2" in words(listed)
    assert "revision 2" in words(get(client, "/signatories/rios-libres/"))
    for address in ("/statements/ferry-letter/signatories/", "/submissions/"):
        assert '"revision": 2' in streamed(client.get(address, {"format": "json"}))


def test_submission_says_that_it_was_asked(
    client: Client, offer: Submission, wording: Revision
) -> None:
    told = words(get(client, offer.get_absolute_url()))

    assert "Stays on revision 1: asked on 4 May 2026, no answer recorded." in told


def test_submission_says_that_nobody_could_ask(client: Client, cast: Cast) -> None:
    offer = cast.release(hosted(cast))
    revised(cast)

    told = words(get(client, offer.get_absolute_url()))
    assert "Newest wording revision 2 Stays on revision 1. " in told


def test_submission_says_what_was_answered(
    client: Client, offer: Submission, wording: Revision
) -> None:
    keep_earlier_wording(offer, wording.pk)
    kept = words(get(client, offer.get_absolute_url()))
    endorse_new_wording(offer, wording.pk, [])
    endorsed = words(get(client, offer.get_absolute_url()))

    assert "Keeps to revision 1, said on 4 May 2026." in kept
    assert "Endorsed revision 2 4 May 2026 in place of revision 1" in endorsed
    assert "Newest wording" not in endorsed


def test_events_tell_answers_without_a_withheld_name(
    client: Client, offer: Submission, wording: Revision
) -> None:
    keep_earlier_wording(offer, wording.pk)
    named = words(get(client, "/events/?kind=submissions"))
    set_visibility(offer, Visibility.WITHHELD)
    withheld = words(get(client, "/events/"))

    assert "Ríos Libres keeps to revision 1, also after revision 2" in named
    assert "whose name is withheld keeps to revision 1" in withheld
    assert "Ríos" not in withheld
