"""Feeds page by page, and where there is none."""

from __future__ import annotations

import pytest
from django.test import Client

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.statements import retire_statement
from tracker.choices import RetireReason
from tracker.models import Event
from tracker.queries import feeds
from tracker.tests.cast import Cast
from tracker.tests.public.reading import feed_link as link
from tracker.tests.public.reading import parsed_feed as parsed
from tracker.tests.queries.crowds import crowd


@pytest.mark.parametrize(
    "address",
    [
        "/events/?format=atom",
        "/submissions/?format=atom",
        "/submissions/?statement=ferry-letter&format=atom",
        "/statements/ferry-letter/feed.atom",
    ],
)
def test_feed_goes_on_from_page_to_page(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """RFC 5005: whoever follows "next" reads every entry once."""
    monkeypatch.setattr(feeds, "WINDOW", 20)
    crowd(cast, 60)
    first = parsed(client, address)
    found, told, pages = [entry.id for entry in first.entries], first, 1
    while following := link(told, "next"):
        told, pages = parsed(client, following), pages + 1
        assert told.feed.id == first.feed.id
        assert link(told, "first") == link(first, "self")
        assert link(told, "self") == following
        found += [entry.id for entry in told.entries]
    public = Event.objects.visible_to(None).filter(statement__slug="ferry-letter")
    if "/submissions/" in address:
        public = public.exclude(submission=None)

    assert pages > 1
    assert sorted(found) == sorted(
        f"tag:127.0.0.1,{one.recorded_at.date()}:event/{one.pk}" for one in public
    )


def test_feed_leads_back_as_the_list_does(cast: Cast, client: Client) -> None:
    crowd(cast, 60)
    first = parsed(client, "/events/?format=atom")
    second = parsed(client, link(first, "next") or "")
    back = parsed(client, link(second, "previous") or "")

    assert [one.id for one in back.entries] == [one.id for one in first.entries]


@pytest.mark.parametrize(
    "address",
    [
        "/events/?format=atom&after=x",
        "/submissions/?format=atom&after=x",
        "/submissions/?format=atom&before=x",
        "/statements/rivers-declaration/feed.atom?after=x",
    ],
)
def test_feed_refuses_a_damaged_cursor(cast: Cast, client: Client, address: str) -> None:
    cast.offered()
    response = client.get(address)

    assert response.status_code == 400
    assert "The address of this page of the feed is damaged." in response.content.decode()


def test_feed_of_what_is_not_public_is_not_found(cast: Cast, client: Client) -> None:
    draft = cast.draft("Secret Plan", "secret-plan")
    offer = cast.offer(cast.mara, revision=cast.letter_wording)
    gone = cast.offered()
    retire_statement(gone.statement, RetireReason.MISTAKE, by=cast.ben)
    addresses = [one.get_absolute_url() for one in (draft, offer, cast.mara, gone)]
    client.force_login(cast.ben)

    for address in [*addresses, "/statements/none/", "/signatories/none/", "/submissions/none/"]:
        assert client.get(f"{address}feed.atom").status_code == 404


def test_feed_of_a_merged_signatory_leads_to_what_it_became(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    double = cast.signatory("Rios Libres")
    token = preview_merge(offer.signatory, double).token
    merge_signatories(offer.signatory, double, by=cast.ben, token=token, why="Misread.")
    response = client.get(f"/signatories/{double.slug}/feed.atom")

    assert (response.status_code, response["Location"]) == (
        301,
        f"/signatories/{offer.signatory.slug}/feed.atom",
    )


def test_reference_typed_otherwise_leads_to_the_same_feed(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    response = client.get(f"/submissions/{offer.reference.lower()}/feed.atom")

    assert (response.status_code, response["Location"]) == (
        301,
        f"/submissions/{offer.reference}/feed.atom",
    )
