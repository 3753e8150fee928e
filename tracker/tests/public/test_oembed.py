"""What other sites get for an address of this one."""

import re
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.choices import ReplyKind
from tracker.tests.cast import Cast
from tracker.tests.languages import made_up as made_up
from tracker.tests.public.reading import get
from tracker.tests.public.test_shared import heads
from tracker.tests.steps import fold_events

AT = "https://record.example"
LETTER = f"{AT}/statements/ferry-letter/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = AT


def asked(client: Client, url: str, more: str = "", status: int = 200) -> Any:
    response = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    assert (url, response.status_code) == (url, status)
    return response.json() if status == 200 else response.content.decode()


def test_statement_is_shown_as_its_list(cast: Cast, client: Client) -> None:
    assert cast.letter
    told = asked(client, LETTER)

    assert {name: told[name] for name in told if name not in ("html", "thumbnail_url")} == {
        "version": "1.0",
        "type": "rich",
        "title": "Ferry Letter",
        "width": 600,
        "height": 480,
        "author_name": "Harbour Assembly",
        "author_url": f"{AT}/signatories/harbour-assembly/",
        "provider_name": "Undersigned",
        "provider_url": f"{AT}/",
        "cache_age": 300,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert f'src="{AT}/embed/statements/ferry-letter/"' in told["html"]
    assert told["thumbnail_url"].startswith(f"{LETTER}card.png?v=")


@pytest.mark.parametrize(
    "more, page, size",
    [
        ("&maxwidth=400", "", (400, 480)),
        ("&maxwidth=250", "count/", (250, 160)),
        ("&maxheight=200", "count/", (300, 160)),
        ("&maxwidth=2000&maxheight=2000", "", (600, 480)),
    ],
)
def test_answer_fits_the_room_there_is(
    cast: Cast, client: Client, more: str, page: str, size: tuple[int, int]
) -> None:
    assert cast.letter
    told = asked(client, LETTER, more)

    assert (told["width"], told["height"]) == size
    assert f'src="{AT}/embed/statements/ferry-letter/{page}"' in told["html"]
    assert ("thumbnail_url" in told) == ("2000" in more)


def test_embedded_pages_are_understood_with_their_theme(cast: Cast, client: Client) -> None:
    assert cast.letter
    dark = f"{AT}/embed/statements/ferry-letter/count/?theme=dark"

    assert f'src="{dark}"' in asked(client, dark)["html"]
    assert "theme" not in asked(client, f"{LETTER}?theme=odd")["html"]
    assert "embed/" in asked(client, f"{LETTER}signatories/?country=NL")["html"]


def test_page_in_another_language_is_embedded_in_it(
    cast: Cast, client: Client, made_up: list[str]
) -> None:
    assert cast.letter
    assert "es" in made_up
    html = asked(client, f"{AT}/es/statements/ferry-letter/")["html"]

    assert f'src="{AT}/es/embed/statements/ferry-letter/"' in html


def test_submission_is_shown_as_its_badge(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    told = asked(client, f"{AT}/submissions/{offer.reference}/")

    assert told["title"] == "Ríos Libres offers to endorse all 2 points"
    assert f'src="{AT}/badges/submissions/{offer.reference}.svg"' in told["html"]
    assert 'alt="Endorsed · all 2 points"' in told["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ferry-letter",
        "/statements/ferry-letter/",
        "https://elsewhere.example/statements/ferry-letter/",
        "https://record.example@elsewhere.example/statements/ferry-letter/",
        "https://record.example:8443/statements/ferry-letter/",
        "ftp://record.example/statements/ferry-letter/",
        "http://[",
        f"{AT}/statements/nothing/",
        f"{AT}/submissions/FL-2222-2222/",
        f"{AT}/nothing/",
        f"{AT}/about/",
        f"{AT}/admin/",
    ],
)
def test_what_is_no_page_of_ours_is_not_found(cast: Cast, client: Client, url: str) -> None:
    assert cast.letter
    asked(client, url, status=404)


@pytest.mark.parametrize("more", ["maxwidth=0", "maxwidth=x", "maxheight=-1", "maxheight="])
def test_room_that_is_no_number_is_refused_by_name(cast: Cast, client: Client, more: str) -> None:
    assert cast.letter
    told = asked(client, LETTER, f"&{more}", status=400)

    assert told == f"{more.partition('=')[0]} must be a number of pixels.\n"


def test_other_formats_are_not_known(client: Client, db: None) -> None:
    assert asked(client, LETTER, "&format=yaml", status=501) == "The formats are json and xml.\n"


def test_answer_is_the_same_in_xml(cast: Cast, client: Client) -> None:
    assert cast.letter
    response = client.get(f"/oembed?url={quote(LETTER)}&format=xml")
    told = {one.tag: one.text for one in ET.fromstring(response.content)}

    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert told == {name: str(value) for name, value in asked(client, LETTER).items()}


def test_any_site_may_ask(cast: Cast, client: Client) -> None:
    assert cast.letter
    response = client.get(f"/oembed?url={quote(LETTER)}")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


@pytest.mark.parametrize("form", ["application/json+oembed", "text/xml+oembed"])
def test_pages_lead_to_their_answer(cast: Cast, client: Client, form: str) -> None:
    offer = cast.offered(revision=cast.letter_wording)
    fold_events()
    for page in ("/statements/ferry-letter/", f"/submissions/{offer.reference}/"):
        [address] = heads(client, page, f'<link rel="alternate" type="{form}" href="')
        found = urlsplit(address)
        assert f"{found.scheme}://{found.netloc}" == AT
        assert client.get(f"{found.path}?{found.query}").status_code == 200


def test_drafts_lead_nowhere(cast: Cast, client: Client) -> None:
    cast.draft("Draft", "draft")
    client.force_login(cast.anna)

    assert not re.search(r"\+oembed", get(client, "/statements/draft/"))
