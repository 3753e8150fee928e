"""Feeds of lists, statements, signatories and offers, as feed readers take them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.checks import void_check
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.log import sequence_events
from tracker.choices import ReplyKind, Visibility, VoidReason
from tracker.models import LogCheckpoint, LogTimestamp
from tracker.queries.list_feeds import LIST_FEEDS
from tracker.tests.cast import Cast
from tracker.tests.public.reading import feed_link as link
from tracker.tests.public.reading import get
from tracker.tests.public.reading import parsed_feed as parsed
from tracker.tests.queries.crowds import crowd

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"
LISTS = {
    "events": "/events/",
    "statements": "/statements/",
    "submissions": "/submissions/",
    "statement_signatories": "/statements/ferry-letter/signatories/",
    "signatories": "/signatories/",
    "corrections": "/corrections/",
    "takedowns": "/takedowns/",
    "log_entries": "/log/entries/",
    "log_timestamps": "/log/timestamps/",
}


def titles(client: Client, address: str) -> list[str]:
    return [entry.title for entry in parsed(client, address).entries]


@pytest.fixture
def full(cast: Cast) -> Cast:
    """Something in every list."""
    offers = crowd(cast, 3)
    cast.release(cast.reply(ReplyKind.ACCEPTANCE, *offers[:2]))
    said = {"what": "x", "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
    release_correction(record_correction(cast.letter, said, by=cast.anna), by=cast.ben)
    void_check(cast.release(cast.check(offers[0])), VoidReason.MISTAKE, by=cast.ben)
    sequence_events()
    LogTimestamp.objects.create(
        checkpoint=LogCheckpoint.objects.latest("size"),
        authority="stamps.example",
        response=b"x",
        stamped_at=timezone.now(),
    )
    return cast


def test_every_list_has_a_feed_with_all_that_the_rfc_asks_for(full: Cast, client: Client) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    assert LISTS.keys() == LIST_FEEDS.keys()
    for address in LISTS.values():
        told = parsed(client, f"{address}?format=atom")
        assert told.entries, address
        assert told.feed.title.startswith("Undersigned: ")
        assert told.feed.author_detail.name == "Undersigned"
        assert told.feed.language == "en"
        assert link(told, "self") == link(told, "first") == f"{address}?format=atom"
        assert link(told, "alternate") == address
        assert told.feed.id == f"tag:127.0.0.1,2022:{address}?format=atom"
        assert told.feed.updated == max(entry.updated for entry in told.entries)
        ids = [entry.id for entry in told.entries]
        assert len(set(ids)) == len(ids)
        for entry in told.entries:
            assert re.fullmatch(r"tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:[a-z]+/\d+", entry.id)
            assert entry.title
            assert entry.summary.endswith((".", "entries", "entry"))
            assert entry.summary_detail.type == "text/plain"
            assert entry.link.startswith(f"{SITE}/")


def test_every_entry_leads_to_a_page(full: Cast, client: Client) -> None:
    for address in LISTS.values():
        for entry in parsed(client, f"{address}?format=atom").entries:
            for one in entry.links:
                assert client.get(one.href.removeprefix(SITE)).status_code == 200, one.href


@pytest.mark.parametrize("address", LISTS.values())
def test_list_leads_feed_readers_to_its_own_feed(full: Cast, client: Client, address: str) -> None:
    page = get(client, address)

    assert len(re.findall(r'rel="alternate" type="application/atom\+xml"', page)) == 1
    assert f'href="{address}?format=atom"' in page


def test_narrowed_list_leads_to_the_feed_of_what_it_shows(cast: Cast, client: Client) -> None:
    cast.offered()
    query = "kind=organisation&amp;country=CL&amp;format=atom"

    assert f'href="/submissions/?{query}">' in get(
        client, "/submissions/?kind=organisation&country=CL"
    )


def test_every_other_page_leads_to_what_happened(cast: Cast, client: Client) -> None:
    pattern = r'<link rel="alternate" type="application/atom\+xml" title="Events" href="([^"]+)"'

    for address in ("/", "/about/", "/log/"):
        assert re.findall(pattern, get(client, address)) == ["/events/?format=atom"]


@pytest.mark.parametrize("kind", ["statement", "signatory", "submission"])
def test_page_of_one_thing_leads_to_its_feed(cast: Cast, client: Client, kind: str) -> None:
    offer = cast.offered()
    page = {
        "statement": offer.statement,
        "signatory": offer.signatory,
        "submission": offer,
    }[kind].get_absolute_url()
    told = get(client, page)

    assert len(re.findall(r'rel="alternate" type="application/atom\+xml"', told)) == 1
    assert f'href="{page}feed.atom"' in told
    assert link(parsed(client, f"{page}feed.atom"), "alternate") == page


def test_feed_of_a_statement_tells_what_happened_to_it(cast: Cast, client: Client) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered())
    crowd(cast, 1)

    assert titles(client, "/statements/rivers-declaration/feed.atom") == [
        "Harbour Assembly accepted the submission of Ríos Libres, dated 5 March 2022: "
        "Rivers Declaration",
        "Ríos Libres offered to sign, dated 1 March 2022: Rivers Declaration",
        "The statement entered the public record: Rivers Declaration",
    ]


def test_feed_of_a_submission_tells_also_what_was_said_to_several(
    cast: Cast, client: Client
) -> None:
    first, second, other = crowd(cast, 3)
    cast.release(cast.reply(ReplyKind.DEFERRAL, first, second))
    cast.release(cast.check(first))
    cast.release(cast.reply(ReplyKind.REFUSAL, other))
    told = [
        one.split(",")[0] for one in titles(client, f"/submissions/{first.reference}/feed.atom")
    ]

    assert told == [
        "A check found no reply to 1 submission",
        "Harbour Assembly needs more time to decide on 2 submissions",
        "Mill 0000 offered to sign",
    ]


def test_feed_of_a_signatory_tells_what_it_signed_and_issued(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    crowd(cast, 1)

    assert titles(client, f"{offer.signatory.get_absolute_url()}feed.atom") == [
        "Ríos Libres offered to sign, dated 1 March 2022: Rivers Declaration"
    ]
    assert titles(client, f"{cast.issuer.get_absolute_url()}feed.atom") == [
        "The statement entered the public record: Ferry Letter",
        "The statement entered the public record: Rivers Declaration",
    ]


def test_feed_of_a_signatory_is_silent_about_its_withheld_name(cast: Cast, client: Client) -> None:
    cast.offered()
    hidden = cast.offered(revision=cast.letter_wording, visibility=Visibility.WITHHELD)
    told = client.get(f"{cast.rios.get_absolute_url()}feed.atom").content.decode()

    assert "Rivers Declaration" in told
    assert hidden.reference not in told
    assert "Ferry Letter" not in told
    board = client.get("/submissions/?format=atom").content.decode()
    assert hidden.reference in board
    assert [
        board.count(f"<title>{who} offered")
        for who in ("Ríos Libres", "A signatory whose name is withheld")
    ] == [1, 1]
    listed = client.get("/signatories/?format=atom").content.decode()
    assert "Rivers Declaration" in listed
    assert hidden.reference not in listed


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ["accepted", "Mill 0002", "Mill 0001", "Mill 0000"]),
        ("status=accepted&", ["accepted", "Mill 0001"]),
        ("status=unanswered&", ["Mill 0002", "Mill 0000"]),
        ("statement=ferry-letter&", ["accepted", "Mill 0002", "Mill 0001", "Mill 0000"]),
        ("statement=rivers-declaration&", []),
        ("signatory=mill-0001&", ["accepted", "Mill 0001"]),
        ("q=mill+0002&", ["Mill 0002"]),
        ("lateness=overdue&sort=waiting&awaiting=nobody&", []),
    ],
)
def test_feed_of_submissions_tells_what_happened_to_those_that_are_left(
    cast: Cast, client: Client, query: str, expected: list[str]
) -> None:
    assert cast.declaration
    offers = crowd(cast, 3)
    cast.release(cast.reply(ReplyKind.ACCEPTANCE, offers[1]))
    told = titles(client, f"/submissions/?{query}format=atom")

    assert len(told) == len(expected)
    assert all(word in title for word, title in zip(expected, told, strict=True))


def test_feed_of_who_signed_tells_of_those_who_are_listed(cast: Cast, client: Client) -> None:
    offers = crowd(cast, 2)
    cast.release(cast.reply(ReplyKind.ACCEPTANCE, offers[0]))
    told = parsed(client, "/statements/ferry-letter/signatories/?format=atom")

    assert told.feed.title == ("Undersigned: what happened to those who signed “Ferry Letter”")
    assert ["Mill 0001" in entry.title for entry in told.entries] == [False, False]
    assert ["Mill 0000" in entry.title for entry in told.entries] == [True, True]


def test_feed_says_which_filters_are_in_use(cast: Cast, client: Client) -> None:
    told = parsed(client, "/submissions/?status=refused&kind=person&format=atom")

    assert told.feed.subtitle == "Status: Refused; Kind of signatory: Person"
    assert link(told, "alternate") == "/submissions/?kind=person&status=refused"


def test_names_are_texts_and_no_html(cast: Cast, client: Client) -> None:
    cast.offered(signed_name="<script>alert(1)</script> & \x08 Sons")
    response = client.get("/events/?format=atom")
    root = ElementTree.fromstring(response.content)
    entry = next(root.iter(f"{ATOM}entry"))
    summary = entry.find(f"{ATOM}summary")

    assert summary is not None
    assert summary.get("type") == "text"
    assert (summary.text or "").startswith("<script>alert(1)</script> &")


def test_feed_of_nothing_stays_as_it_is(db: None, client: Client) -> None:
    for address in LISTS.values():
        if "ferry" not in address:
            told = parsed(client, f"{address}?format=atom")
            assert told.entries == []
            assert told.feed.updated_parsed[:3] == (1970, 1, 1)


def test_withheld_correction_tells_nothing(cast: Cast, client: Client) -> None:
    offer = cast.offered(visibility=Visibility.WITHHELD)
    said = {"what": "x", "was": "Mara", "now": "b", "why": "c", "since": "2022-05-01"}
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    told = client.get("/corrections/?format=atom").content.decode()

    assert "Its words are kept with a withheld name." in told
    assert "Mara" not in told


def test_statement_is_updated_by_a_new_wording(cast: Cast, client: Client) -> None:
    published = datetime(2022, 1, 1, tzinfo=UTC)
    type(cast.letter).objects.update(published_at=published)
    cast.letter.revisions.update(recorded_at=datetime(2022, 2, 1, tzinfo=UTC))
    [entry] = parsed(client, "/statements/?format=atom").entries

    assert entry.updated == "2022-02-01T00:00:00+00:00"


def test_site_that_moved_keeps_its_tags(cast: Cast, client: Client, settings: Settings) -> None:
    cast.offered()
    before = [one.id for one in parsed(client, "/events/?format=atom").entries]
    settings.SITE_URL = "https://127.0.0.1"
    after = parsed(client, "/events/?format=atom")

    assert [one.id for one in after.entries] == before
    assert all(one.link.startswith("https://127.0.0.1/") for one in after.entries)
