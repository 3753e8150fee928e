"""What nobody typed in good faith: it is told in words, and costs no more than a page."""

import json
import re
from base64 import urlsafe_b64encode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from tracker.actions.log import sequence_events
from tracker.choices import ReplyKind
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, row_names, words
from tracker.tests.queries.crowds import crowd

SIGNED = "/statements/ferry-letter/signatories/"
LISTS = (
    "/statements/",
    SIGNED,
    "/signatories/",
    "/submissions/",
    "/events/",
    "/corrections/",
    "/takedowns/",
    "/log/entries/",
    "/log/timestamps/",
)
SEARCHED = ("/statements/", SIGNED, "/signatories/", "/submissions/")
DAMAGED = "The address of this page of the list is damaged. Start from its first page."


def cursor(*content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


FORGED = (
    "x",
    "%00",
    "é",
    "A" * 601,
    cursor(),
    cursor("pk", "1"),
    cursor("pk", "1", "1"),
    cursor("pk", "1", -1),
    cursor("pk", "1", 2**63),
    cursor("pk", "1", True),
    cursor("pk", ["1"], {}),
    cursor("offered_latest", "2022-13-01", 1),
    cursor("password", "a", 1),
    cursor("sort_name) OR 1=1 --", "a", 1),
    urlsafe_b64encode(b"\xff\xfe").decode(),
    urlsafe_b64encode(b"[" * 400).decode(),
)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("name", ["after", "before"])
def test_forged_cursors_are_refused(cast: Cast, client: Client, address: str, name: str) -> None:
    assert cast.letter
    for forged in FORGED:
        page = get(client, f"{address}?{urlencode({name: forged})}", status=400)

        assert (forged, DAMAGED in words(page), row_names(page)) == (forged, True, [])


def first_cursors(client: Client) -> dict[str, str]:
    """A cursor that each of the long lists has given out."""
    found = {}
    for address in (SIGNED, "/signatories/", "/submissions/", "/events/", "/log/entries/"):
        [following] = [one for one in links(get(client, address)) if "after=" in one]
        found[address] = following.partition("after=")[2]
    return found


def test_cursors_of_another_list_are_refused(cast: Cast, client: Client) -> None:
    accepted(cast)
    given = first_cursors(client)

    answers = {
        (address, of): client.get(f"{address}?after={one}").status_code
        for address in LISTS
        for of, one in given.items()
    }

    assert answers == {
        (address, of): 200 if address == of else 400 for address in LISTS for of in given
    }


def accepted(cast: Cast) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, *crowd(cast, 55))
    sequence_events()


def test_a_stale_cursor_goes_on_where_its_row_stood(cast: Cast, client: Client) -> None:
    """The row may have left the list since: those after it follow all the same."""
    rows = crowd(cast, 60)
    after = first_cursors_of_board(client)
    gone = rows[10]
    gone.is_public = False
    gone.save()

    page = get(client, f"/submissions/?after={after}")

    assert row_names(page) == [f"Mill {number:04d}" for number in reversed(range(10))]


def first_cursors_of_board(client: Client) -> str:
    [following] = [one for one in links(get(client, "/submissions/")) if "after=" in one]
    return following.partition("after=")[2]


@pytest.mark.parametrize("name", ["size", "page_size", "limit", "per_page"])
def test_nobody_chooses_the_size_of_a_page(cast: Cast, client: Client, name: str) -> None:
    crowd(cast, 60)
    page = get(client, f"/submissions/?{name}=1000000")

    assert f"“{name}” in this address is not a filter of this list" in words(page)
    assert len(row_names(page)) == 50


@pytest.mark.parametrize("address", SEARCHED)
@pytest.mark.parametrize(
    "text, told",
    [
        ("a", "Write at least two letters of it."),
        ("王", "Write at least two letters of it."),
        ("é ’", "Write at least two letters of it."),
        ("union" * 2000, "Ensure this value has at most 100 characters (it has 10000)."),
        ("un\0ion", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_searched_for_is_refused_before_anybody_searches(
    cast: Cast, client: Client, address: str, text: str, told: str
) -> None:
    assert cast.letter
    with CaptureQueriesContext(connection) as asked:
        page = get(client, f"{address}?{urlencode({'q': text})}", status=400)

    assert told in words(page)
    assert row_names(page) == []
    assert not re.search(r"MATCH|LIKE|INSTR|STRPOS|_grams", " ".join(one["sql"] for one in asked))


@pytest.mark.parametrize("address", SEARCHED)
def test_signs_of_a_search_language_are_only_letters(
    cast: Cast, client: Client, address: str
) -> None:
    assert cast.letter
    for text in (
        '"',
        '""',
        "'--",
        "%%",
        "__",
        "\\\\",
        "a* OR b",
        "NEAR(a b)",
        "{folded}: a",
        "-a^b",
    ):
        response = client.get(f"{address}?{urlencode({'q': text})}")

        assert (text, response.status_code in (200, 400)) == (text, True)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("amount", [900, 10_000])
def test_thousands_of_values_are_refused(
    cast: Cast, client: Client, address: str, amount: int
) -> None:
    """Of so many that Django does not even read them, it says so itself."""
    assert cast.letter
    values = "&".join(f"kind=k{number}" for number in range(amount))
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"{address}?{values}")

    knows_no_kind = address in ("/log/entries/", "/log/timestamps/", "/corrections/")
    assert response.status_code == (200 if knows_no_kind and amount < 1000 else 400)
    assert len(asked) <= 4
