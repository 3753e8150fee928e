"""The language of an address: which pages have one, what they link to, and that none leaks."""

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import override
from pytest_django import Settings

from tracker.queries.addresses import address_of, language_of, path_in, place_of
from tracker.tests.languages import OPEN
from tracker.tests.languages import made_up as made_up
from tracker.urls import MACHINES, PROOFS


@pytest.mark.parametrize(
    "path, language, in_french, in_english",
    [
        ("/", "en", "/fr/", "/"),
        ("/about/", "en", "/fr/about/", "/about/"),
        ("/fr/", "fr", "/fr/", "/"),
        ("/pt-br/about/", "pt-br", "/fr/about/", "/about/"),
        ("/en/about/", "en", "/fr/en/about/", "/en/about/"),
        ("/FR/about/", "en", "/fr/FR/about/", "/FR/about/"),
        ("/french/", "en", "/fr/french/", "/french/"),
    ],
)
def test_language_stands_first_in_a_path(
    made_up: list[str], path: str, language: str, in_french: str, in_english: str
) -> None:
    assert language_of(path) == language
    assert path_in("fr", path) == in_french
    assert path_in("en", path) == in_english


def test_language_that_is_not_offered_is_no_page(client: Client, db: None) -> None:
    assert language_of("/xx/") == "en"
    for path in ("/xx/", "/en/", "/xx/about/", "/en/about/"):
        response = client.get(path)
        assert (response.status_code, response["Content-Language"]) == (404, "en")


@pytest.mark.parametrize("language", ["es", "pt-br", "ko", "ar"])
def test_page_speaks_the_language_of_its_address(
    client: Client, db: None, made_up: list[str], language: str
) -> None:
    response = client.get(f"/{language}/about/", headers={"accept-language": "de"})

    body = response.content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")
    assert f'<html lang="{language}" dir="{direction}">' in body
    assert f'<a class="wordmark" href="/{language}/">' in body


def test_browsers_wish_changes_nothing(client: Client, db: None, made_up: list[str]) -> None:
    client.cookies["django_language"] = "fr"
    response = client.get("/about/", headers={"accept-language": "de"})

    assert response["Content-Language"] == "en"
    assert OPEN not in response.content.decode().partition("</header>")[2]


def test_page_links_to_itself_in_each_language(
    client: Client, db: None, made_up: list[str]
) -> None:
    body = client.get("/es/submissions/", {"q": "mill", "sort": "waiting"}).content.decode()
    switch = body.partition('<details class="languages">')[2].partition("</details>")[0]

    links = re.findall(r'<a href="([^"]+)" lang="([^"]+)" hreflang="([^"]+)" dir="(\w+)"', switch)
    assert [code for _, code, _, _ in links] == ["en", *(one for one in made_up if one != "es")]
    assert links[0] == ("/submissions/?q=mill&amp;sort=waiting", "en", "en", "ltr")
    assert links[-1] == ("/ar/submissions/?q=mill&amp;sort=waiting", "ar", "ar", "rtl")
    assert switch.count('<strong lang="es" dir="ltr">español</strong>') == 1
    assert "español" in switch.partition("</summary>")[0]


def test_head_tells_where_the_other_languages_are(
    client: Client, db: None, made_up: list[str]
) -> None:
    told = re.compile(
        r'<link rel="alternate" hreflang="([^"]+)" href="http://127.0.0.1:8000([^"]+)">'
    )

    links = dict(told.findall(client.get("/ko/about/").content.decode()))
    assert links == {"en": "/about/", "x-default": "/about/"} | {
        code: f"/{code}/about/" for code in made_up
    }
    # Not where something is asked, nor where a page is one reader's alone.
    assert not told.findall(client.get("/ko/submissions/?q=mill").content.decode())
    assert not told.findall(client.get("/ko/track/").content.decode())


def test_with_one_language_there_is_nothing_to_choose(
    client: Client, db: None, settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English")]
    body = client.get("/about/").content.decode()

    assert "hreflang" not in body
    assert '<details class="languages">' not in body


def test_addresses_for_programs_have_no_language(
    client: Client, db: None, made_up: list[str]
) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/es/healthz").status_code == 404
    assert client.get("/es/robots.txt").status_code == 404
    with override("es"):
        for pattern in [*PROOFS, *MACHINES]:
            given = dict.fromkeys(pattern.pattern.converters, "1")
            assert not reverse(pattern.name, kwargs=given).startswith("/es/")


def test_remembered_addresses_are_of_the_language_that_is_spoken(made_up: list[str]) -> None:
    for _ in range(2):
        for language in ("en", "es", "ar", "en"):
            before = "" if language == "en" else f"/{language}"
            with override(language):
                assert place_of("submissions") == f"{before}/submissions/"
                assert address_of("signatory", "mill") == f"{before}/signatories/mill/"
                assert resolve(f"{before}/about/").url_name == "about"
