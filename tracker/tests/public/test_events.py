"""The list of events and its feed."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from tracker.choices import ReplyKind
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, words

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, query: str = "") -> ElementTree.Element:
    response = client.get(f"/events/?format=atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(found: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in found.iter(f"{ATOM}entry")]


def test_events_are_told_newest_first(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    page = get(client, "/events/")
    told = words(page)

    offered = told.index("Ríos Libres offered to sign, dated 1 March 2022")
    assert offered < told.index("The statement entered the public record")
    assert f"/submissions/{offer.reference}/" in links(page)
    assert 'type="application/atom+xml"' in page


def test_feed_tells_the_same_events(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    found = feed(client)

    assert titles(found) == [
        "Harbour Assembly accepted the submission of Ríos Libres, dated 5 March 2022: "
        "Rivers Declaration",
        "Ríos Libres offered to sign, dated 1 March 2022: Rivers Declaration",
        "The statement entered the public record: Rivers Declaration",
    ]
    entry = next(found.iter(f"{ATOM}entry"))
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://127.0.0.1:8000/submissions/{offer.reference}/"
    assert (entry.findtext(f"{ATOM}id") or "").startswith("tag:127.0.0.1,")


def test_feed_is_narrowed_like_the_list(cast: Cast, client: Client) -> None:
    cast.offered()

    assert len(titles(feed(client, "&kind=submissions"))) == 1


def test_feed_of_nothing_has_no_entries(db: None, client: Client) -> None:
    assert titles(feed(client)) == []


@pytest.mark.parametrize("query", ["&kind=all", "&statement=secret", "&kinds=x"])
def test_feed_refuses_what_it_cannot_read(db: None, client: Client, query: str) -> None:
    assert client.get(f"/events/?format=atom{query}").status_code == 400
