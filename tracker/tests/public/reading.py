"""Reading a public page in a test: its words, its links, and what stands in its rows."""

from __future__ import annotations

import html
import re
from typing import Any

import feedparser
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client


def get(client: Client, address: str, status: int = 200) -> str:
    """The HTML at an address, which must answer with this status."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def words(page: str) -> str:
    """What a page says: without tags, scripts and repeated white space."""
    main = re.search(r"<main.*?</main>", page, re.S)
    text = re.sub(r"<[^>]+>", " ", main[0] if main else page)
    return " ".join(html.unescape(text).split())


def links(page: str) -> set[str]:
    """The addresses that a page's main part links to."""
    main = re.search(r"<main.*?</main>", page, re.S)
    return {html.unescape(one) for one in re.findall(r'href="([^"]+)"', main[0] if main else page)}


def row_names(page: str) -> list[str]:
    """What stands first in each row of a page's table, without what is small beneath it."""
    heads = re.findall(r'<th scope="row">(.*?)(?:<small|</th>)', page, re.S)
    return [words(head) for head in heads]


def streamed(response: HttpResponseBase) -> str:
    """The whole of a streamed answer."""
    return b"".join(response).decode()  # type: ignore[call-overload]


def parsed_feed(client: Client, address: str) -> Any:
    """The feed at an address, without a fault that a feed reader sees."""
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    told = feedparser.parse(response.content)
    assert not told.bozo, told.get("bozo_exception")
    assert told.version == "atom10"
    return told


def feed_link(told: Any, relation: str) -> str | None:
    """The path of the one link of a feed with this relation."""
    found = [one.href for one in told.feed.links if one.rel == relation]
    assert len(found) <= 1
    return str(found[0]).removeprefix(settings.SITE_URL) if found else None
