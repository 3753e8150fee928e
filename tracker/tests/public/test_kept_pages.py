"""Which pages are kept apart and for whom, what is said of them, and who gets 304 instead."""

import gzip
from typing import Any

import brotli
import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from pytest_django import Settings

from tracker.public import freshness
from tracker.public.kept_pages import PRIMARY_COOKIE, PRIVATE, PUBLIC, KeptPages
from tracker.tests.public.keeping import TEXT, Site
from tracker.tests.public.keeping import clock as clock
from tracker.tests.public.keeping import site as site


def test_page_is_made_once_until_the_record_changes(site: Site) -> None:
    first = site.get()
    again = site.get()
    assert again.content == first.content == f"{TEXT}1".encode()
    assert again.headers == first.headers
    assert site.made == ["GET /"]

    site.change()

    assert site.get().content == f"{TEXT}2".encode()
    assert site.made == ["GET /"] * 2


def test_stamp_is_read_at_most_once_a_second(site: Site) -> None:
    for _ in range(100):
        site.record += 1
        site.get()
        site.clock.wait(0.1)

    assert site.read == pytest.approx(10, abs=1)
    assert len(site.made) == site.read


def test_caches_on_the_way_are_right_within_five_seconds(site: Site) -> None:
    """The page itself, a cache that asks again behind its reader, and a browser that does so."""
    told = dict(one.strip().partition("=")[::2] for one in PUBLIC.split(","))
    later = int(told["stale-while-revalidate"])

    assert site.get()["Cache-Control"] == PUBLIC
    assert told["max-age"] == "0"
    assert freshness.GRACE + int(told["s-maxage"]) + later + later <= 5


def test_page_says_what_it_varies_on(site: Site) -> None:
    assert site.get()["Vary"] == "Accept-Encoding, Cookie, HX-Request"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reader_who_has_the_page_gets_304(site: Site, method: str) -> None:
    page = site.get()
    answer = site.get(method=method, if_none_match=page["ETag"])

    assert (answer.status_code, answer.content) == (304, b"")
    assert {name: answer[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        name: page[name] for name in ("ETag", "Cache-Control", "Vary")
    }
    assert site.made == ["GET /"]


def test_304_needs_no_page(site: Site) -> None:
    tag = site.get()["ETag"]
    site.middleware.memory.forget_unless(lambda name: False)

    assert site.get(if_none_match=tag).status_code == 304
    assert site.made == ["GET /"]


def test_tag_is_no_good_after_a_change_or_for_another_address(site: Site) -> None:
    tag = site.get()["ETag"]
    assert site.get("/?q=mill", if_none_match=tag).status_code == 200
    assert site.get(if_none_match=tag, hx_request="true").status_code == 200

    site.change()

    assert site.get(if_none_match=tag).status_code == 200


@pytest.mark.parametrize(
    "known, expected",
    [
        ("{tag}", 304),
        ('"other", {tag}', 304),
        ("{strong}", 304),
        ("*", 304),
        ('"other"', 200),
        ("", 200),
        ("{bare}", 200),
        ('W/"', 200),
        (",,,", 200),
        ("x" * 5000, 200),
    ],
)
def test_if_none_match_is_read_as_it_should_be(site: Site, known: str, expected: int) -> None:
    tag = site.get()["ETag"]
    strong = tag.removeprefix("W/")
    header = known.format(tag=tag, strong=strong, bare=strong.strip('"'))

    assert site.get(if_none_match=header).status_code == expected


def test_nobody_can_make_up_a_tag_for_a_page_that_is_not_there(site: Site) -> None:
    site.view = lambda request: HttpResponse("lost", status=404)

    assert site.get("/lost/", if_none_match="*").status_code == 404


@pytest.mark.parametrize(
    "accepted, coding", [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")]
)
def test_page_comes_in_the_coding_that_is_taken(site: Site, accepted: str, coding: str) -> None:
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    plain = site.get()
    answer = site.get(accept_encoding=accepted)

    assert opened(answer.content) == plain.content
    assert answer.get("Content-Encoding", "") == coding
    assert int(answer["Content-Length"]) == len(answer.content)
    assert answer["ETag"] == plain["ETag"]
    assert site.made == ["GET /"]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("accepted", ["br", ""])
def test_head_is_the_page_without_its_bytes(site: Site, is_first: bool, accepted: str) -> None:
    if not is_first:
        site.get()
    head = site.get(method="HEAD", accept_encoding=accepted)
    page = site.get(accept_encoding=accepted)

    assert head.content == b""
    assert head.headers == page.headers
    assert site.made == ["GET /"]


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_other_methods_are_left_alone(site: Site, method: str) -> None:
    answers = [site.get(method=method) for _ in range(2)]

    assert [one.headers for one in answers] == [HttpResponse().headers] * 2
    assert site.made == [f"{method} /"] * 2


def test_address_without_a_mark_is_left_alone(site: Site) -> None:
    for method in ("GET", "HEAD"):
        assert site.get("/elsewhere/", method).headers == HttpResponse().headers
    assert site.made == ["GET /elsewhere/", "HEAD /elsewhere/"]
    assert site.read == 0


@pytest.mark.parametrize(
    "header",
    [
        {"cookie": "sessionid=x"},
        {"cookie": "sessionid="},
        {"cookie": f"{PRIMARY_COOKIE}=1"},
        {"cookie": "csrftoken=x; sessionid=x"},
        {"authorization": "Basic eDp4"},
    ],
)
def test_who_is_known_gets_every_page_made_anew(site: Site, header: dict[str, str]) -> None:
    tag = site.get()["ETag"]
    site.record += 1
    answer = site.get(if_none_match=tag, accept_encoding="br", **header)

    assert answer.content == f"{TEXT}2".encode()
    assert answer["Cache-Control"] == PRIVATE
    assert not answer.has_header("ETag")
    assert "Cookie" in answer["Vary"]
    assert site.get().content == f"{TEXT}1".encode()


@pytest.mark.parametrize("cookie", ["csrftoken=x", "theme=dark", ";;=", "sessionidx=1"])
def test_other_cookies_change_nothing(site: Site, cookie: str) -> None:
    site.get()

    assert site.get(cookie=cookie).content == f"{TEXT}1".encode()
    assert site.made == ["GET /"]


@pytest.mark.parametrize(
    "path, headers",
    [
        ("/?a=1", {}),
        ("/?a=%31", {}),
        ("/?", {"hx_request": "true"}),
        ("/", {"host": "localhost"}),
        ("/other/", {}),
    ],
)
def test_pages_that_differ_are_kept_apart(site: Site, path: str, headers: dict[str, str]) -> None:
    site.get()
    site.get(path, **headers)

    assert len(site.made) == 2


def test_what_a_browser_prefers_is_no_reason_for_another_page(
    site: Site, settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    for wanted in ("en", "de", "de-AT, en;q=0.5", "fr", ""):
        site.get(accept_language=wanted)
    site.get(cookie=f"{settings.LANGUAGE_COOKIE_NAME}=de")

    assert len(site.made) == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_without_a_stamp_every_page_is_made(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    site.get()

    def fail(_alias: str) -> None:
        raise error

    monkeypatch.setattr(freshness, "newest_stamp", fail)
    site.clock.wait(freshness.HOLDS)

    assert site.get().headers == site.page(HttpRequest()).headers
    assert len(site.made) == 2


@pytest.mark.parametrize("name, value", [("PAGE_MEMORY", 0), ("DEBUG", True)])
def test_nothing_is_kept_where_it_is_turned_off(settings: Settings, name: str, value: Any) -> None:
    settings.PAGE_MEMORY = 1
    setattr(settings, name, value)

    with pytest.raises(MiddlewareNotUsed):
        KeptPages(lambda request: HttpResponse())
