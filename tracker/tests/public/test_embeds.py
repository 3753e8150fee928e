"""Embedded pages and badges: for every site, small, without cookies, and never late."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tracker.choices import ReplyKind, Visibility
from tracker.models import Position
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, words
from tracker.tests.steps import fold_events, record_position

LIST = "/embed/statements/ferry-letter/"
COUNT = f"{LIST}count/"
BADGE = "/badges/statements/ferry-letter.svg"
MOST = 15_000


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://record.example"


def signed(cast: Cast, *names: str) -> None:
    offers = [
        cast.offered(cast.signatory(name, country="KR"), revision=cast.letter_wording)
        for name in names
    ]
    cast.replied(ReplyKind.ACCEPTANCE, *offers)
    fold_events()


def ancestors(response: HttpResponse) -> str:
    policy = response["Content-Security-Policy"]
    return re.search(r"frame-ancestors ([^;]*)", policy)[1]  # type: ignore[index]


@pytest.mark.parametrize("address", [LIST, COUNT])
def test_embedded_pages_may_be_framed_by_anybody(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    response = client.get(address)

    assert ancestors(response) == "*"
    assert not response.has_header("X-Frame-Options")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    ["/", "/statements/ferry-letter/", "/statements/ferry-letter/reuse/", BADGE, "/nothing/"],
)
def test_nothing_else_may_be_framed(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    response = client.get(address)

    assert (ancestors(response), response["X-Frame-Options"]) == ("'none'", "DENY")


def test_pages_that_are_not_there_may_not_be_framed(client: Client, db: None) -> None:
    response = client.get("/embed/statements/nothing/")

    assert (response.status_code, response["X-Frame-Options"]) == (404, "DENY")


def test_list_tells_who_signed_by_name(cast: Cast, client: Client) -> None:
    signed(cast, "Beta", "Alpha")
    page = get(client, LIST)

    assert "Open letter · Harbour Assembly Ferry Letter 2 endorsements stand" in words(page)
    assert re.findall(r"<li>(\w+) <small>([\w ]+)</small>", page) == [
        ("Alpha", "South Korea"),
        ("Beta", "South Korea"),
    ]


def test_list_leaves_out_withheld_names_and_counts_them(cast: Cast, client: Client) -> None:
    secret = cast.offered(cast.mara, revision=cast.letter_wording, visibility=Visibility.WITHHELD)
    cast.replied(ReplyKind.ACCEPTANCE, secret)
    fold_events()
    page = get(client, LIST)

    assert "Mara" not in page
    assert "1 endorsement stands" in words(page)
    assert "and 1 more" in words(page)


def test_count_tells_how_many(cast: Cast, client: Client) -> None:
    signed(cast, "Alpha")
    assert words(get(client, COUNT)) == "1 endorsement stands Ferry Letter"


def test_statement_that_nobody_signs_says_so(cast: Cast, client: Client) -> None:
    cast.publish(cast.draft("Notice", "notice", openness="nobody", custody="hosted"))
    for address in ("/embed/statements/notice/", "/embed/statements/notice/count/"):
        assert "Nobody is invited to sign this statement." in words(get(client, address))


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_theme_is_the_one_asked_for(cast: Cast, client: Client, theme: str) -> None:
    assert cast.letter
    assert f'class="{theme}"' in get(client, f"{LIST}?theme={theme}")
    assert 'class="auto"' in get(client, LIST)


@pytest.mark.parametrize("address", [LIST, COUNT, BADGE])
def test_theme_that_is_not_there_is_refused(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    told = get(client, f'{address}?theme="><script>', status=400)

    assert told == "There is no such theme. Choose one of: auto, light, dark.\n"


def test_embeds_are_small_and_ask_for_nothing_more(cast: Cast, client: Client) -> None:
    """The longest names, in letters of three bytes, and as many as may stand there."""
    signed(cast, *(f"{number:02} " + "강은 바다로 흐른다 " * 26 for number in range(20)))
    sheet = finders.find("tracker/embeds/embed.css")
    assert isinstance(sheet, str)
    with open(sheet, "rb") as file:
        style = len(file.read())
    for address in (LIST, COUNT):
        response = client.get(address)
        page = response.content.decode()
        assert len(response.content) + style < MOST
        assert not response.cookies
        assert "<script" not in page
        assert len(re.findall(r"""(?:src|stylesheet" href)=""", page)) == 1
    assert "and 14 more" in words(get(client, LIST))


def test_links_open_a_page_of_their_own(cast: Cast, client: Client) -> None:
    signed(cast, "Alpha")
    page = get(client, LIST)
    targets = re.findall(r'<a href="([^"]*)" target="_blank" rel="noopener">', page)

    assert len(targets) == page.count("<a ")
    assert {one.startswith("https://record.example/") for one in targets} == {True}


@pytest.mark.parametrize(
    "address", [LIST, COUNT, BADGE, "/oembed?url=http://testserver/statements/ferry-letter/"]
)
def test_draft_is_shown_to_nobody(cast: Cast, client: Client, address: str) -> None:
    cast.draft("Ferry Letter", "ferry-letter")
    client.force_login(cast.anna)

    assert client.get(address).status_code == 404


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    return ET.fromstring(response.content).get("aria-label", "")


def test_badge_of_a_statement_counts(cast: Cast, client: Client) -> None:
    signed(cast, "Alpha", "Beta")
    assert said(client, BADGE) == "Endorsements · 2"


def test_badge_of_a_submission_tells_its_points(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    address = f"/badges/submissions/{offer.reference}.svg"
    assert said(client, address) == "Offered to sign · No reply recorded"

    cast.replied(ReplyKind.ACCEPTANCE, offer)
    assert said(client, address) == "Endorsed · all 2 points"


def test_badge_counts_each_point_once_and_no_slogan(cast: Cast, client: Client) -> None:
    offer = cast.offer()
    first, _second, slogan = cast.wording.clauses.order_by("order")
    for clause, kind in ((first, "reservation"), (first, "abstention"), (slogan, "objection")):
        values = {"clause": clause, "kind": kind, "text": "Not so."}
        record_position(offer, values, by=cast.anna)
    cast.replied(ReplyKind.ACCEPTANCE, cast.release(offer))

    assert Position.objects.count() == 3
    assert said(client, f"/badges/submissions/{offer.reference}.svg") == "Endorsed · 1 of 2 points"


def test_dark_badge_is_dark(cast: Cast, client: Client) -> None:
    assert cast.letter
    light, auto, dark = (get(client, f"{BADGE}?theme={one}") for one in ("light", "auto", "dark"))

    assert light == auto != dark


def test_badge_of_an_unreleased_offer_is_not_there(cast: Cast, client: Client) -> None:
    reference = cast.offer().reference
    client.force_login(cast.anna)
    for address in (
        f"/badges/submissions/{reference}.svg",
        f"/submissions/{reference}/reuse/",
        f"/submissions/{reference}/cite.bib",
    ):
        assert client.get(address).status_code == 404
