"""Reading a public page in a test: its words, its links, and what stands in its rows."""

from __future__ import annotations

import html
import re

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
