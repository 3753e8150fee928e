"""Wordings of letters on the desk: begun with the original, previewed, checked, and given up."""

from __future__ import annotations

import pytest
from django.test import Client

from tracker.actions.letter_templates import set_letter_template
from tracker.choices import ReplyKind
from tracker.models import LetterTemplate
from tracker.notify.wordings import answer_key
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

LIST = "/admin/tracker/lettertemplate/"
KEY = answer_key(ReplyKind.ACCEPTANCE)


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.ben)


def template(cast: Cast) -> LetterTemplate:
    texts = {"subject": "About {reference}", "body": "Dear {name}\n\n{message}\n\n{link}\n"}
    return set_letter_template(KEY, "en", texts, by=cast.ben)


def test_outbox_leads_to_the_wordings(desk: Client) -> None:
    assert get(desk, "/admin/tracker/letter/").links("Wordings of letters") == [LIST]


def test_new_wording_begins_with_the_original(desk: Client) -> None:
    page = get(desk, f"{LIST}add/").send(wording=KEY, language="es", subject="Sobre {reference}")

    row = LetterTemplate.objects.get()
    assert page.errors == []
    assert (row.wording, row.language, row.subject) == (KEY, "es", "Sobre {reference}")
    assert "Su adhesión está vigente." in row.body


def test_second_wording_of_one_letter_is_refused(cast: Cast, desk: Client) -> None:
    template(cast)

    page = get(desk, f"{LIST}add/").send(wording=KEY, language="en", subject="x", body="y")

    assert len(page.errors) == 1
    assert LetterTemplate.objects.get().subject == "About {reference}"


def test_page_says_what_can_be_used_and_how_it_reads(cast: Cast, desk: Client) -> None:
    offer = cast.offer()

    text = get(desk, page_of(template(cast))).text

    assert "{issuer} the name of its issuer" in text
    assert f"About {offer.reference}" in text
    assert "Dear Ríos Libres" in text


def test_page_without_any_submission_shows_no_preview(cast: Cast, desk: Client) -> None:
    page = get(desk, page_of(template(cast)))

    assert page.status == 200
    assert "As saved" not in page.text


def test_wording_is_changed_and_checked(cast: Cast, desk: Client) -> None:
    row = template(cast)

    page = get(desk, page_of(row)).send(body="Dear {nmae}")
    assert page.errors == [
        "“{nmae}” stands for nothing here. What can be used: "
        "{issuer}, {link}, {message}, {name}, {reference}, {statement}."
    ]
    assert get(desk, page_of(row)).send(body="Dear {name}").errors == []

    row.refresh_from_db()
    assert (row.body, row.version) == ("Dear {name}", 2)


def test_wording_is_given_up(cast: Cast, desk: Client) -> None:
    row = template(cast)

    page = post(desk, page_of(row, "do/reset"))

    assert page.messages == ["The letter has its original wording again."]
    assert page.url == LIST
    assert not LetterTemplate.objects.exists()


def test_editor_reads_wordings_and_leaves_them_to_who_may_release(
    cast: Cast, sign_in: SignIn
) -> None:
    row = template(cast)
    browser = sign_in(cast.anna)

    assert "About {reference}" in get(browser, page_of(row)).text
    assert get(browser, f"{LIST}add/").status == 403
    assert post(browser, page_of(row, "do/reset")).status == 403
    assert LetterTemplate.objects.exists()
