"""The sitemap: every public page once, in parts of a fixed span."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from tracker.choices import ReplyKind, Visibility
from tracker.models import Event, Reply, Submission
from tracker.queries import sitemaps
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get
from tracker.tests.queries.crowds import crowd

SITE = "http://127.0.0.1:8000"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client: Client, address: str, tag: str) -> dict[str, str | None]:
    """The path of each address and when it changed."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/xml; charset=utf-8",
    )
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SPACE}{'sitemapindex' if tag == 'sitemap' else 'urlset'}"
    rows = [(one.findtext(f"{SPACE}loc") or "", one.findtext(f"{SPACE}lastmod")) for one in root]
    assert all(path.startswith(f"{SITE}/") for path, _changed in rows)
    assert len(dict(rows)) == len(rows)
    return {path.removeprefix(SITE): changed for path, changed in rows}


def everything(client: Client) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for part in read(client, "/sitemap.xml", "sitemap"):
        found |= read(client, part, "url")
    return found


def test_every_public_page_is_told_and_is_there(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    hidden = cast.offered(cast.mara, visibility=Visibility.WITHHELD)
    draft = cast.draft("Secret Plan", "secret-plan")
    unreleased = cast.offer(cast.fleuves)
    found = everything(client)

    assert {one.get_absolute_url() for one in (offer, offer.statement, cast.rios, hidden)} <= set(
        found
    )
    assert {"/", "/about/", "/statistics/", "/statements/", "/submissions/", "/log/"} <= set(found)
    assert not {
        one.get_absolute_url() for one in (draft, unreleased, cast.fleuves, cast.mara)
    } & set(found)
    for path in found:
        get(client, path)


def test_what_changed_last_is_told(cast: Cast, client: Client) -> None:
    offer, other = cast.offered(), cast.offered(cast.fleuves)
    cast.release(cast.reply(ReplyKind.DEFERRAL, offer, other))
    early, late = datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 2, 1, 12, 30, tzinfo=UTC)
    Event.objects.update(recorded_at=early)
    Submission.objects.update(released_at=early)
    Reply.objects.update(released_at=late)
    type(offer.statement).objects.update(published_at=early)
    offer.statement.revisions.update(recorded_at=late)
    found = everything(client)

    assert found[offer.get_absolute_url()] == "2022-02-01T12:30:00Z"
    assert found[offer.statement.get_absolute_url()] == "2022-02-01T12:30:00Z"
    assert found["/about/"] is None


@pytest.mark.parametrize("span", [7, 20])
def test_parts_hold_no_more_than_their_span_and_miss_nothing(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, span: int
) -> None:
    offers = crowd(cast, 60)
    monkeypatch.setattr(sitemaps, "SPAN", span)
    index = read(client, "/sitemap.xml", "sitemap")
    sizes = [len(read(client, part, "url")) for part in index if "/pages-" not in part]

    assert len(index) > 60 // span
    assert max(sizes) <= span
    assert {one.get_absolute_url() for one in offers} <= set(everything(client))


@pytest.mark.parametrize("name", ["submissions-1", "pages-1", "secrets-0", "submissions-99999999"])
def test_part_that_there_is_not_is_not_found(db: None, client: Client, name: str) -> None:
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_sitemap_has_no_more_parts_than_may_be(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 20)
    monkeypatch.setattr(sitemaps, "SPAN", 1)
    monkeypatch.setattr(sitemaps, "MOST_PARTS", 9)

    assert len(read(client, "/sitemap.xml", "sitemap")) <= 10


def test_robots_are_told_of_the_sitemap(client: Client) -> None:
    assert f"Sitemap: {SITE}/sitemap.xml\n" in client.get("/robots.txt").content.decode()
