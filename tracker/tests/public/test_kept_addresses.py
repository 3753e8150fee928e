"""Every address of the site where pages are kept: the same to read, and never late."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.erasures import erase_submission
from tracker.actions.statements import change_statement
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ErasureGround
from tracker.models import Submission
from tracker.public.freshness import HOLDS
from tracker.public.kept_pages import ASK, PRIVATE, PUBLIC, is_marked
from tracker.settings import MIDDLEWARE
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.outbox import NOON
from tracker.tests.public.keeping import Clock
from tracker.tests.public.keeping import clock as clock
from tracker.tests.public.test_budgets import BUDGETS, fill, secrets
from tracker.urls import LOG, MACHINES, PROOFS, SECRET
from tracker.urls import PUBLIC as PAGES

# Forms, files that ask who may read them, and what has its own caching or needs none.
UNMARKED = {
    "offer",
    "dumps",
    "latest_dump",
    "statement_card",
    "export",
    "statement_document",
    "submission_document",
    "log_script",
    "log_checkpoint",
    "log_checkpoint_at",
    "log_timestamp",
    "log_keys",
    "log_tile",
    "log_inclusion",
    "log_consistency",
}
MARKED = [one for one in BUDGETS if not one.startswith("{") and is_marked(urlsplit(one).path)]
MARKED += ["/submissions/{reference}/", "/log/entries/{entry}/", "/log/entries/{entry}.json"]
MARKED += ["/log/entries/{entry}.tlog-proof", "/log/openings/0.json", "/submissions/?status=no"]
# What the middleware itself says of a page.
OWN = {"ETag", "Cache-Control", "Vary", "Content-Encoding", "Content-Length"}


@pytest.fixture
def keeping(settings: Settings, clock: Clock) -> Iterator[Clock]:
    settings.PAGE_MEMORY = 16
    with time_machine.travel(NOON, tick=False):
        yield clock


def bytes_of(response: HttpResponseBase) -> bytes:
    data: bytes = response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return bytes(opened[response.get("Content-Encoding", "")](data))


def told(response: HttpResponseBase) -> dict[str, str]:
    """The headers but for those that the middleware adds."""
    return {name: value for name, value in response.items() if name not in OWN}


def test_pages_are_kept_below_what_chooses_the_database_and_above_what_asks_who_reads() -> None:
    names = [name.rpartition(".")[2] for name in MIDDLEWARE]
    place = names.index("KeptPages")

    assert {"SecurityMiddleware", "ReadReplicas", "AddressLanguage"} <= set(names[:place])
    assert {"CSPMiddleware", "SessionMiddleware"} <= set(names[place:])


def test_marks_are_on_pages_for_everybody_alone() -> None:
    def marked(patterns: Any) -> set[str]:
        return {one.name for one in patterns if getattr(one.callback, "is_kept", False)}

    public = [*PAGES, *LOG, *PROOFS]
    assert marked(public) == {one.name for one in public} - UNMARKED
    assert marked(SECRET) == set()
    assert marked(MACHINES) == {"sitemap", "sitemap_part"}
    assert not is_marked("/admin/")
    assert not is_marked("/nothing/")
    assert not is_marked("/nothing/" * 100)
    assert marked(admin.site.get_urls()[1:2]) == set()
    assert resolve("/admin/").app_names == ["admin"]


def test_kept_page_is_what_the_view_makes(cast: Cast, keeping: Clock, settings: Settings) -> None:
    fill(cast, 3)
    words = secrets(cast)
    kept, fresh = Client(), Client()
    settings.PAGE_MEMORY = 0
    views = Client()
    assert views.get("/healthz").status_code == 200  # loads the middleware as it is set now
    settings.PAGE_MEMORY = 16

    for address in (one.format(**words) for one in MARKED):
        for accepted in ("", "gzip", "br"):
            sent = {"accept-encoding": accepted}
            first, second = (kept.get(address, headers=sent) for _ in range(2))
            another, made = fresh.get(address, headers=sent), views.get(address)
            body = bytes_of(made)
            assert (address, bytes_of(first) == body) == (address, True)
            assert (address, bytes_of(second) == body) == (address, True)
            assert (address, first.headers) == (address, second.headers)
            assert (address, first.headers) == (address, another.headers)
            assert (address, told(first)) == (address, told(made))


def test_kept_page_asks_the_database_once_a_second(cast: Cast, keeping: Clock) -> None:
    fill(cast, 3)
    words = secrets(cast)
    client = Client()
    asked = {}
    for address in (one.format(**words) for one in MARKED):
        response = client.get(address)
        if response.get("Cache-Control") == PUBLIC:
            for seconds in (0.0, HOLDS):
                keeping.wait(seconds)
                with CaptureQueriesContext(connection) as queries:
                    client.get(address)
                    client.get(address, headers={"if-none-match": response["ETag"]})
                    client.head(address)
                asked[address, seconds] = len(queries)

    assert len(asked) > 2 * 25
    assert {(seconds, number) for (_, seconds), number in asked.items()} == {(0.0, 0), (HOLDS, 1)}


def test_lists_as_files_and_refusals_are_not_kept_but_asked_for_again(
    cast: Cast, keeping: Clock
) -> None:
    fill(cast, 1)
    client = Client()
    for address, status in {
        "/submissions/?format=csv": 200,
        "/submissions/?format=json": 200,
        "/submissions/?status=no": 400,
        "/submissions/?status=": 302,
        "/submissions/FL-2222-2222/": 404,
        "/statements/gone/": 404,
    }.items():
        response = client.get(address)
        assert (address, response.status_code) == (address, status)
        assert (address, response["Cache-Control"]) == (address, ASK)
        assert (address, response.has_header("ETag")) == (address, status == 200)


def test_export_that_somebody_has_is_not_made_again(cast: Cast, keeping: Clock) -> None:
    fill(cast, 1)
    client = Client()
    tag = client.get("/submissions/?format=csv")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/submissions/?format=csv", headers={"if-none-match": tag})

    assert (response.status_code, len(queries)) == (304, 0)


def test_pages_behind_secrets_and_forms_are_as_ever(
    cast: Cast, keeping: Clock, settings: Settings
) -> None:
    fill(cast, 1)
    words = secrets(cast)
    kept = Client()
    for one in BUDGETS:
        address = one.format(**words)
        if not is_marked(urlsplit(address).path):
            settings.PAGE_MEMORY = 0
            made = Client().get(address)
            settings.PAGE_MEMORY = 16
            for _ in range(2):
                response = kept.get(address)
                names = set(response.headers), response.get("Cache-Control")
                assert (address, *names) == (address, set(made.headers), made.get("Cache-Control"))
            assert "s-maxage" not in response.get("Cache-Control", "")
    for name in ("track", "follow"):
        assert "no-store" in kept.get(words[name])["Cache-Control"]


def test_kept_pages_set_no_cookie_and_hold_no_token(cast: Cast, keeping: Clock) -> None:
    """So that compressing them beside what somebody typed gives nothing away."""
    fill(cast, 1)
    words = secrets(cast)
    client = Client()
    for address in (one.format(**words) for one in MARKED):
        response = client.get(address)
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in bytes_of(response)


def test_editor_sees_a_change_at_once_and_everybody_within_a_second(
    cast: Cast, keeping: Clock
) -> None:
    address = f"/statements/{cast.letter.slug}/"
    stranger, editor = Client(), Client()
    editor.force_login(cast.anna)
    assert b"Ferry Letter" in stranger.get(address).content

    change_statement(cast.letter, {"title": "Bridge Letter"}, by=cast.ben, why="A slip.")

    seen = editor.get(address)
    assert b"Bridge Letter" in seen.content
    assert seen["Cache-Control"] == PRIVATE
    assert b"Ferry Letter" in stranger.get(address).content
    keeping.wait(HOLDS)
    assert b"Bridge Letter" in stranger.get(address).content


def public_offer(cast: Cast) -> Submission:
    """An offer by the form, confirmed, released, and so on public pages by name."""
    offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    submission = Submission.objects.latest("pk")
    return submission if submission.is_public else cast.release(submission)


def pages_with(client: Client, name: str, submission: Submission) -> set[str]:
    addresses = {
        "/",
        "/submissions/",
        "/signatories/",
        f"/submissions/{submission.reference}/",
        "/statements/ferry-letter/",
        "/events/",
        "/submissions/?format=csv",
    }
    return {one for one in addresses if name.encode() in bytes_of(client.get(one))}


def test_erased_name_is_gone_after_a_second(cast: Cast, keeping: Clock) -> None:
    submission = public_offer(cast)
    client = Client()
    assert len(pages_with(client, "Delta Keepers", submission)) >= 3

    erase_submission(submission, ErasureGround.OWN_REQUEST, "", by=cast.ben)
    keeping.wait(HOLDS)

    assert pages_with(client, "Delta Keepers", submission) == set()


def test_withdrawal_shows_after_a_second(cast: Cast, keeping: Clock) -> None:
    submission = public_offer(cast)
    client = Client()
    page = f"/submissions/{submission.reference}/"
    before = bytes_of(client.get(page))

    withdraw_offer(submission)
    assert bytes_of(client.get(page)) == before
    keeping.wait(HOLDS)

    after = bytes_of(client.get(page))
    assert after.count(b"ithdrawn") > before.count(b"ithdrawn")


def test_address_with_another_host_is_refused_as_everywhere(keeping: Clock, db: None) -> None:
    client = Client()
    client.get("/about/")

    assert client.get("/about/", headers={"host": "elsewhere.example"}).status_code == 400
    assert resolve("/about/").url_name == "about"
