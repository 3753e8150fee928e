"""The pages for offering to sign and for the links in letters, in a browser without script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.revisions import add_revision
from tracker.choices import LetterKind, Status
from tracker.models import Attempt, Contact, Submission
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.admin.browsing import Page, get, post
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, newest_letter, offered, secret_in
from tracker.tests.outbox import noon as noon

FORM = "/statements/ferry-letter/endorse/"
ORGANISATION = {
    "kind": "organisation",
    "name": "Delta Keepers",
    "country": "NG",
    "representative": "Mara Okonjo",
    "capacity": "secretary",
    "authority": "on",
    "email": EMAIL,
    "visibility": "named",
    "record": "on",
    "letters": "on",
}
TAKEN = {"kind": "person", "name": "Mara Okonjo", "representative": "", "authority": ""}


def opened(client: Client, cast: Cast) -> Page:
    """The form, opened early enough for a person to have read it."""
    cast.letter  # noqa: B018 - made before
    return get(client, FORM)


def typed(page: Page, noon: Any, **values: Any) -> Page:
    """The page that comes back when somebody has filled in the form in ten seconds."""
    noon.shift(10)
    sent = page.fields() | ORGANISATION | values
    return post(page.browser, page.url, {key: one for key, one in sent.items() if one is not None})


def errors(page: Page) -> list[str]:
    """What the notice above the form says is to be mended."""
    found = page.tree.xpath("//div[contains(@class, 'notice bad')]//li")
    return [" ".join(one.text_content().split()) for one in found]


def test_offer_leads_to_a_page_that_says_to_look_for_a_letter(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = typed(opened(client, cast), noon)

    assert page.url == f"{FORM}sent/"
    assert "A letter is on its way" in page.text
    assert "Its letters are read on the desk: Outbox" in page.text
    assert "within 7 days" in page.text
    submission = Submission.objects.get()
    assert submission.signed_name == "Delta Keepers"
    assert submission.status == Status.UNCONFIRMED


@pytest.mark.parametrize("page", ["sent/", "/track/asked/"])
def test_only_a_site_without_a_mail_server_speaks_of_its_desk(
    client: Client, cast: Cast, settings: Settings, page: str
) -> None:
    cast.letter  # noqa: B018 - made before
    address = page if page.startswith("/") else f"{FORM}{page}"
    assert len(get(client, address).links("Outbox")) == 1

    settings.MAIL_FOLDER = None

    assert get(client, address).links("Outbox") == []


def test_offer_costs_eleven_queries_with_its_page_and_sends_no_mail(
    client: Client, cast: Cast, noon: Any, mailoutbox: list[Any]
) -> None:
    page = opened(client, cast)
    clause = cast.letter_wording.clauses.first()
    exception = {f"kind-{clause.pk}": "objection", f"text-{clause.pk}": "Not this."}  # type: ignore[union-attr]
    noon.shift(10)

    with CaptureQueriesContext(connection) as captured:
        client.post(page.url, page.fields() | ORGANISATION | exception)

    assert Submission.objects.get().positions.count() == 1
    assert len(queries_of(captured)) == 11
    assert mailoutbox == []


def test_form_shows_the_wording_and_every_point(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)

    for words in ("Ferry Letter.", "Rivers run to the sea.", "No river is for sale.", "Let it"):
        assert words in page.text
    assert len(page.tree.xpath("//main//details")) == 3


def test_offer_keeps_each_consent_as_it_was_worded(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    typed(page, noon, events="on")

    consents = Contact.objects.get().consents
    assert sorted(consents) == ["events", "letters", "record"]
    for consent in consents.values():
        assert consent["words"] in page.text


def test_offer_without_the_optional_consent_is_taken(client: Client, cast: Cast, noon: Any) -> None:
    typed(opened(client, cast), noon)

    assert sorted(Contact.objects.get().consents) == ["letters", "record"]


def test_offer_of_a_person_needs_no_representative(client: Client, cast: Cast, noon: Any) -> None:
    typed(opened(client, cast), noon, **TAKEN)

    assert Submission.objects.get().representative == ""


@pytest.mark.parametrize(
    "values, expected",
    [
        ({"name": ""}, ["Name: This field is required."]),
        ({"email": "mara@"}, ["E-mail address: This is not an e-mail address that letters can"]),
        ({"email": "m@mailinator.com"}, ["E-mail address: This address is of a service for"]),
        ({"record": None}, ["This site may record"]),
        ({"authority": ""}, ["I declare that I may sign for this organisation.: Needed for"]),
        ({"representative": ""}, ["Represented by: Needed for an organisation."]),
        ({"website": "https://spam.example"}, ["Leave this empty: The field that has to stay"]),
        ({"stamp": "nonsense"}, ["This page was open for a long time."]),
        ({"wording": "0"}, ["The text was changed since you opened this page."]),
        ({"kind": "ship"}, ["Signs as: Select a valid choice."]),
    ],
)
def test_bad_input_comes_back_with_all_that_was_typed(
    client: Client, cast: Cast, noon: Any, values: dict[str, Any], expected: list[str]
) -> None:
    page = typed(opened(client, cast), noon, capacity="harbour master", **values)

    assert page.status == 400
    assert [found[: len(wanted)] for found, wanted in zip(errors(page), expected, strict=True)] == (
        expected
    )
    assert page.fields()["capacity"] == "harbour master"
    assert not Submission.objects.exists()


def test_half_an_exception_is_asked_for_the_other_half(
    client: Client, cast: Cast, noon: Any
) -> None:
    first, second = cast.letter_wording.clauses.order_by("order")[:2]
    half = {f"kind-{first.pk}": "objection", f"text-{second.pk}": "Not this one."}

    page = typed(opened(client, cast), noon, **half)

    assert errors(page) == [
        "In your own words: Say it in your own words.",
        "About Point 2: Choose what this is.",
    ]
    assert len(page.tree.xpath("//main//details[@open]")) == 2
    assert page.fields()[f"text-{second.pk}"] == "Not this one."


def test_form_sent_too_quickly_is_kept_and_taken_when_sent_again(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    quick = post(client, page.url, page.fields() | ORGANISATION)
    assert quick.status == 400
    assert errors(quick) == [
        "That was very quick. Nothing is lost: look it over, then send it again."
    ]

    noon.shift(10)
    post(client, quick.url, quick.fields())

    assert Submission.objects.get().signed_name == "Delta Keepers"


def test_form_open_for_days_is_taken_when_sent_again(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    noon.shift(timedelta(days=2))
    late = typed(page, noon)
    assert late.status == 400

    typed(late, noon)

    assert Submission.objects.count() == 1


def test_wording_changed_meanwhile_is_shown_before_it_is_endorsed(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    add_revision(
        cast.letter, {"language": "en", "text": "Other.", "change_note": "Anew"}, [], by=cast.ben
    )

    again = typed(page, noon)
    assert again.status == 400
    assert "Other." in again.text

    typed(again, noon)
    assert Submission.objects.get().revision.number == 2


def test_too_many_offers_are_refused_with_all_that_was_typed(
    client: Client, cast: Cast, noon: Any
) -> None:
    for number in range(10):
        offered(cast.letter_wording, name=f"Delta {number}")

    page = typed(opened(client, cast), noon)

    assert page.status == 400
    assert "very many offers" in errors(page)[0]
    assert page.fields()["name"] == "Delta Keepers"


def test_limits_count_the_network_before_our_proxies(
    client: Client, cast: Cast, noon: Any, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(2):
        page = opened(client, cast)
        noon.shift(10)
        client.post(
            page.url,
            page.fields() | ORGANISATION | {"name": f"Delta {number}"},
            headers={"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.{number}"},
        )

    # Two addresses counted once each, one e-mail address and one statement twice.
    assert len(set(Attempt.objects.values_list("key", flat=True))) == 4


def test_second_offer_sees_the_same_page_as_the_first(
    client: Client, cast: Cast, noon: Any
) -> None:
    first = typed(opened(client, cast), noon)
    confirm_offer(secret_in(newest_letter()))

    second = typed(opened(client, cast), noon)

    assert (second.status, second.url, second.text.split("Record as of")[0]) == (
        first.status,
        first.url,
        first.text.split("Record as of")[0],
    )
    assert newest_letter(LetterKind.DUPLICATE).to == EMAIL
