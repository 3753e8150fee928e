"""The front page, the page about the record, error pages, and what robots are told."""

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.views.defaults import bad_request, permission_denied, server_error
from pytest_django import Settings

from tracker.actions.tallies import fold_events
from tracker.choices import Status
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, words


def test_front_tells_numbers_what_waits_and_what_is_new(cast: Cast, client: Client) -> None:
    cast.offered()
    fold_events()
    page = get(client, "/")
    told = words(page)

    assert "Offers recorded 1 Accepted 0 Waiting for the issuer 1" in told
    assert "Rivers Declaration" in told
    assert "Ríos Libres offered to sign" in told
    assert "/submissions/?statement=rivers-declaration&awaiting=issuer" in links(page)


def test_front_of_an_empty_record_says_what_to_do(db: None, client: Client) -> None:
    page = get(client, "/")

    assert "No statement is public yet" in words(page)
    assert "/about/" in links(page)


def test_every_link_of_the_frame_leads_somewhere(db: None, client: Client) -> None:
    page = get(client, "/about/")
    frame = page[: page.index("<main")] + page[page.index("</main>") :]
    addresses = {one for one in links(frame) if one.startswith("/") and "/static/" not in one}

    assert len(addresses) > 8
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address, current",
    [("/statements/", "page"), ("/statements/ferry-letter/", "true"), ("/", None)],
)
def test_navigation_knows_where_the_reader_is(
    cast: Cast, client: Client, address: str, current: str | None
) -> None:
    assert cast.letter
    page = get(client, address)

    assert page.count("aria-current") == (1 if current else 0)
    assert current is None or f'href="/statements/" aria-current="{current}"' in page


def test_about_explains_every_status(client: Client) -> None:
    told = words(get(client, "/about/"))

    assert [str(status.label) for status in Status if str(status.label) not in told] == []
    assert "Needs more time The issuer needs more time, with or without giving a date." in told


def test_about_tells_where_to_answer(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "answers@desk.example"
    page = get(client, "/about/")

    assert 'id="reply"' in page
    assert "mailto:answers@desk.example" in links(page)


def test_about_without_an_address_says_so(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = ""

    assert "The operator of this site has not given an address" in words(get(client, "/about/"))


def test_robots_may_read_pages_but_not_the_desk(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /*/admin/\n"
        "Disallow: /*format=\nDisallow: /*/document.pdf\n"
        "Sitemap: http://127.0.0.1:8000/sitemap.xml\n"
    )


def test_page_that_is_not_there_helps_further(client: Client) -> None:
    page = get(client, "/nothing/", status=404)

    assert "There is no public page here" in words(page)
    assert "/submissions/" in links(page)


@pytest.mark.parametrize(
    "view, status, told",
    [
        (bad_request, 400, "This request could not be read"),
        (permission_denied, 403, "You may not do this"),
    ],
)
def test_error_pages_say_what_happened(rf: object, view: object, status: int, told: str) -> None:
    request = HttpRequest()
    response = view(request, Exception())  # type: ignore[operator]

    assert response.status_code == status
    assert told in words(response.content.decode())


def test_error_page_of_the_server_needs_neither_request_nor_database() -> None:
    response = server_error(HttpRequest())

    assert response.status_code == 500
    assert "Something broke on our side" in words(response.content.decode())


def test_pages_carry_the_sites_name_and_no_inline_code(cast: Cast, client: Client) -> None:
    response = client.get("/")
    page = response.content.decode()

    assert f"· {settings.SITE_NAME}</title>" in page
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "style=" not in page
    assert "<script>" not in page


def test_marks_are_drawn_for_every_status() -> None:
    marks = render_to_string("components/marks.html")

    assert [status for status in Status if f'id="mark-{status}"' not in marks] == []
