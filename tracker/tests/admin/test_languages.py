"""The desk's language: by its address, chosen by a button, remembered for the account."""

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.choices import EventKind
from tracker.models import Event, User
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.languages import OPEN
from tracker.tests.languages import made_up as made_up

CHOOSE = "/admin/language/"


def chosen(browser: Client, language: str, page: str) -> str:
    response = browser.post(CHOOSE, {"language": language, "page": page})
    assert response.status_code == 302
    return str(response["Location"])


@pytest.mark.parametrize(
    "page, there",
    [
        ("/admin/tracker/submission/?q=mill", "/ko/admin/tracker/submission/?q=mill"),
        ("/es/admin/", "/ko/admin/"),
        ("/about/", "/ko/admin/"),
        ("https://elsewhere.example/admin/", "/ko/admin/"),
        ("//elsewhere.example/admin/", "/ko/admin/"),
        ("", "/ko/admin/"),
    ],
)
def test_language_is_remembered_and_the_page_shown_in_it(
    cast: Cast, sign_in: SignIn, made_up: list[str], page: str, there: str
) -> None:
    assert chosen(sign_in(cast.anna), "ko", page) == there
    assert User.objects.get(pk=cast.anna.pk).language == "ko"


def test_choosing_the_same_again_leaves_no_event(
    cast: Cast, sign_in: SignIn, made_up: list[str]
) -> None:
    browser = sign_in(cast.anna)
    for _ in range(2):
        chosen(browser, "ko", "/admin/")

    event = Event.objects.get(kind=EventKind.EDITOR_CHANGED, subject_id=cast.anna.pk)
    assert event.changes == {"language": ["en", "ko"]}


def test_language_that_is_not_spoken_is_refused(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)

    assert chosen(browser, "xx", "/admin/") == "/admin/"
    assert "This site does not speak that language." in browser.get("/admin/").content.decode()
    assert browser.get(CHOOSE)["Location"] == "/admin/"
    assert User.objects.get(pk=cast.anna.pk).language == "en"


def test_desk_speaks_the_language_of_its_address(
    cast: Cast, sign_in: SignIn, made_up: list[str]
) -> None:
    page = sign_in(cast.anna).get("/ar/admin/").content.decode()

    assert '<html lang="ar" dir="rtl"' in page
    assert OPEN in page
    assert 'action="/ar/admin/language/"' in page
    assert '<button type="submit" name="language" value="ko" lang="ko" dir="ltr">' in page
    assert 'name="page" value="/ar/admin/"' in page


def test_who_signs_in_goes_on_in_the_own_language(
    cast: Cast, client: Client, made_up: list[str]
) -> None:
    User.objects.filter(pk=cast.anna.pk).update(language="uk")
    cast.anna.set_password("a long password of anna")
    cast.anna.save(update_fields=["password"])
    given = {"username": cast.anna.username, "password": "a long password of anna"}

    assert client.post("/admin/login/", given)["Location"] == "/uk/admin/"
    client.logout()
    response = client.post("/admin/login/?next=/admin/tracker/letter/", given)
    assert response["Location"] == "/uk/admin/tracker/letter/"
    assert 'href="/ko/admin/login/"' not in client.get("/uk/admin/").content.decode()


def test_sign_in_page_offers_the_languages(client: Client, db: None, made_up: list[str]) -> None:
    assert 'href="/ko/admin/login/"' in client.get("/admin/login/").content.decode()


def test_with_one_language_the_desk_has_nothing_to_choose(
    cast: Cast, sign_in: SignIn, settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English")]

    assert 'class="languages"' not in sign_in(cast.anna).get("/admin/").content.decode()
