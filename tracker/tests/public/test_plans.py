"""How the databases answer every public list: by indexes, in their order, never table by table."""

from django.db import connection
from django.test import Client
from django.utils.http import urlencode

from tracker.queries.pages import Order, cursor_of
from tracker.tests.cast import Cast
from tracker.tests.public.reading import links
from tracker.tests.queries.masses import mass
from tracker.tests.queries.plans import explained

BOARD = (
    "",
    "format=atom",
    "status=accepted",
    "awaiting=issuer",
    "country=DE",
    "country=none",
    "kind=person",
    "contested=yes",
    "lateness=overdue",
    "lateness=long-overdue",
    "sort=waiting",
    "offered_from=2022-01-01",
    "offered_to=2022-01-01",
    "signatory=copied-7",
    "status=accepted&country=DE",
    "status=accepted&kind=person",
    "country=DE&kind=person",
    "status=accepted&country=DE&kind=person",
    "q=mill",
    "q=observatory",
    "q=nobody at all",
    "q=강과",
    "q=zz",
    "q=mill&status=refused&country=DE",
)
LISTS = {
    "/": ("",),
    "/statements/": (
        "",
        "format=atom",
        "q=letter",
        "kind=open-letter",
        "openness=anyone",
        "year_from=2000",
        "year_to=2100",
        "sort=recorded",
    ),
    "/statements/ferry-letter/": ("",),
    "/statements/ferry-letter/feed.atom": ("",),
    "/statements/ferry-letter/signatories/": (
        "",
        "format=atom",
        "country=DE",
        "kind=person",
        "country=DE&kind=person",
        "q=mill",
        "q=observatory",
        "q=nobody at all",
        "q=강과",
        "q=mill&country=DE&kind=person",
    ),
    "/signatories/": (
        "",
        "format=atom",
        "country=DE",
        "kind=person",
        "country=DE&kind=person",
        "network=living-rivers-network",
        "q=mill",
        "q=observatory",
        "q=nobody at all",
        "q=강과",
        "q=zz",
    ),
    "/submissions/": (*BOARD, *(f"{query}&statement=ferry-letter" for query in BOARD)),
    "/events/": (
        "",
        "kind=replies",
        "kind=submissions",
        "kind=statements",
        "kind=checks",
        "kind=corrections",
        "statement=ferry-letter",
        "kind=replies&statement=ferry-letter",
        "recorded_from=2022-01-01",
        "recorded_to=2100-01-01",
        "format=atom",
    ),
    "/corrections/": ("", "about=reply", "statement=ferry-letter", "since_from=2022-01-01"),
    "/takedowns/": ("", "kind=check", "statement=ferry-letter"),
    "/log/entries/": ("", "format=atom"),
    "/sitemap.xml": ("",),
    "/sitemaps/statements-0.xml": ("",),
    "/sitemaps/signatories-0.xml": ("",),
    "/sitemaps/submissions-0.xml": ("",),
    "/signatories/copied-7/": ("",),
    "/signatories/copied-7/feed.atom": ("",),
}


# What PostgreSQL still reads as a whole or sorts, and why that may be.
CORRECTIONS = "people write them by hand: there are never as many as there are signatures"
UNEVEN = "all these events are of one day, so that the planner takes the day for the narrower way"
EXCEPT_ON_POSTGRESQL = {
    "/corrections/": CORRECTIONS,
    "/statements/ferry-letter/": CORRECTIONS,
    "/signatories/copied-7/": CORRECTIONS,
    "/events/?recorded_from=": UNEVEN,
}


def is_excepted(address: str) -> bool:
    """Whether something is known to be read as a whole for this address, and told above."""
    if connection.vendor != "postgresql":
        return False
    bare = address.partition("?")[0] if address.startswith("/corrections/") else address
    return bare in EXCEPT_ON_POSTGRESQL or address.startswith("/events/?recorded_from=")


def addresses(client: Client) -> list[str]:
    """Every list with each of its filters and orders, and the page after the first of it."""
    found = []
    for path, queries in LISTS.items():
        for query in queries:
            address = f"{path}?{query.lstrip('&')}" if query else path
            response = client.get(address)
            assert response.status_code == 200, address
            found.append(address)
            found += [one for one in links(response.content.decode()) if "after=" in one]
    return found


def test_every_list_is_read_by_indexes_and_in_their_order(cast: Cast, client: Client) -> None:
    submission = mass(cast)
    deep = urlencode({"after": cursor_of(submission, Order("sort_name"))})
    faults = {}
    for address in [*addresses(client), f"/signatories/?{deep}"]:
        with explained() as captured:
            assert client.get(address).status_code == 200, address
        assert captured.asked
        if captured.faults and not is_excepted(address):
            faults[address] = captured.faults

    assert faults == {}
