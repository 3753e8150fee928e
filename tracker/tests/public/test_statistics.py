"""The pages of statistics: pictures with the same numbers as their tables, sorting, files."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils.translation import get_language_info

from tracker.actions.tallies import fold_events
from tracker.choices import Direction, ReplyKind, Visibility
from tracker.languages import SPOKEN
from tracker.tests.cast import Cast
from tracker.tests.languages import made_up as made_up
from tracker.tests.queries.crowds import crowd
from tracker.tests.wordless import texts_of, typed, untranslated

pytestmark = pytest.mark.filterwarnings("error")
PLACE = "/statements/ferry-letter/statistics/"


def record(cast: Cast) -> None:
    """Offers from Chile (4), France (2), Malta (1) and nowhere stated (1); an invitation."""
    offers = crowd(cast, 4, signed_country="CL")
    offers += crowd(cast, 2, stem="Weir", signed_country="FR", visibility=Visibility.WITHHELD)
    offers += crowd(cast, 1, stem="Quay", signed_country="MT", offered="2022-02")
    offers += crowd(cast, 1, stem="Raft")
    cast.replied(ReplyKind.ACCEPTANCE, *offers[:3], *offers[-2:], dated="2022-03-05")
    cast.replied(ReplyKind.REFUSAL, offers[4], dated="2022-04-01")
    cast.release(cast.invite(cast.mara, revision=cast.letter_wording))
    fold_events()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def section(text: str, name: str) -> str:
    return text.split(f'aria-labelledby="{name}"', 1)[1].split("</section>")[0]


def rows_of(text: str) -> list[list[str]]:
    """The cells of the rows of the first table's body."""
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def told(text: str) -> list[str]:
    return re.findall(r'data-told="([^"]*)"', text)


@pytest.mark.parametrize("address", ["/statistics/", PLACE])
@time_machine.travel("2022-06-01T12:00Z")
def test_pictures_tell_the_numbers_of_their_tables(
    cast: Cast, client: Client, address: str
) -> None:
    record(cast)
    text = page(client, address)

    stands = section(text, "standings")
    assert rows_of(stands) == [
        ["No reply recorded", "2", "0"],
        ["Accepted", "5", "0"],
        ["Refused", "1", "0"],
        ["Invited", "0", "1"],
    ]
    assert told(stands) == [
        "Offered → No reply recorded: 2 of 8",
        "Offered → Accepted: 5 of 8",
        "Offered → Refused: 1 of 8",
        "Invited → Invited: 1 of 1",
    ]
    countries = section(text, "countries")
    assert told(countries) == ["Chile: 3", "Malta: 1"]
    assert rows_of(countries) == [
        ["Chile", "4", "3", "1", "0", "0", "–"],
        ["France", "2", "0", "1", "1", "0", "–"],
        ["country not stated", "1", "1", "0", "0", "0", "–"],
        ["Kenya", "1", "0", "1", "0", "0", "–"],
        ["Malta", "1", "1", "0", "0", "0", "–"],
    ]
    assert "1 is not on the map: its country is not stated." in countries
    kinds = section(text, "kinds")
    assert rows_of(kinds) == [
        ["Organisation", "8", "5", "2", "1", "0", "63 %"],
        ["Person", "1", "0", "1", "0", "0", "–"],
    ]
    assert told(kinds) == ["Organisation: 5 accepted of 8", "Person: 0 accepted of 1"]
    over_time = section(text, "over-time")
    assert len(rows_of(over_time)) == len(told(over_time)) == 6
    assert rows_of(over_time)[-1] == ["5 Mar 2022", "0", "8", "5", "5"]
    assert told(over_time)[0] == ("28 Feb 2022 – offered: 1, in all: 1; endorsed: 0, in all: 0")
    assert "1 offer is dated less exactly than to the day" in over_time


@time_machine.travel("2022-06-01T12:00Z")
def test_answers_are_told_apart_with_denominators(cast: Cast, client: Client) -> None:
    record(cast)
    text = page(client, PLACE)
    answers = section(text, "answers")
    first, second, third = re.split(r'<h3 id="(?:first-reply|deciding)">', answers)

    for part in (first, second, third):
        sums = re.findall(r"<dt>(.*?)</dt><dd>(\d+)", part)
        assert sums == [
            ("Offered", "8"),
            ("Came", "5"),
            ("Still waited for", "2"),
            ("Not dated to the day", "1"),
            ("Median of those that came, in days", "4"),
        ]
        assert "range: 4 to 31" in part
        assert ["4–7", "4", "0"] in rows_of(part)
        assert ["91–180", "0", "2"] in rows_of(part)
        assert "Days: 91 to 180 – came: 0; still waited for: 2" in told(part)


def test_countries_can_be_sorted_and_the_map_changed(cast: Cast, client: Client) -> None:
    record(cast)

    text = section(page(client, f"{PLACE}?sort=country"), "countries")
    assert [row[0] for row in rows_of(text)] == [
        "Chile",
        "country not stated",
        "France",
        "Kenya",
        "Malta",
    ]
    assert 'aria-sort="ascending"><a href="?sort=-country#countries"' in text

    text = section(page(client, f"{PLACE}?sort=accepted&show=submissions"), "countries")
    assert [row[2] for row in rows_of(text)] == ["0", "0", "1", "1", "3"]
    assert told(text) == ["Chile: 4", "France: 2", "Kenya: 1", "Malta: 1"]
    assert 'href="?sort=-accepted&amp;show=submissions#countries"' in text


def test_small_states_are_dots(cast: Cast, client: Client) -> None:
    record(cast)
    text = section(page(client, PLACE), "countries")

    assert re.findall(r'<circle class="dot shade-(\d)" data-mark="(\w+)"', text) == [("1", "cMT")]
    assert re.findall(r'<path class="land shade-(\d)" data-mark="(\w+)"', text) == [("2", "cCL")]


@pytest.mark.parametrize(
    "query, problem",
    [
        ("sort=size", "“size” is no choice for “sort”"),
        ("show=x", "“x” is no choice for “show”"),
        ("colour=red", "“colour” cannot be asked for here."),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    cast: Cast, client: Client, query: str, problem: str
) -> None:
    record(cast)
    text = page(client, f"{PLACE}?{query}", 400)

    assert problem in text
    assert "Where they stand" in text


@pytest.mark.parametrize(
    "query",
    [
        "format=xlsx",
        "format=csv",
        "format=csv&table=x",
        "format=csv&table=issuers",
        "format=json&x=1",
    ],
)
def test_files_that_there_are_not_are_refused(cast: Cast, client: Client, query: str) -> None:
    crowd(cast, 1)
    response = client.get(f"{PLACE}?{query}")

    assert (response.status_code, response["Content-Type"]) == (
        400,
        "text/plain; charset=utf-8",
    )


def test_files_hold_the_same_numbers(cast: Cast, client: Client) -> None:
    record(cast)

    told = client.get(f"{PLACE}?table=standings&format=csv")
    assert told.content.decode().split("\r\n") == [
        "began_as,status,submissions",
        "offer,unanswered,2",
        "offer,accepted,5",
        "offer,refused,1",
        "invitation,invited,1",
        "",
    ]
    assert told["Content-Disposition"] == (
        'attachment; filename="ferry-letter-statistics-standings.csv"'
    )
    everything = json.loads(client.get("/statistics/?format=json").content)
    one = json.loads(client.get("/statistics/?format=json&table=kinds").content)
    assert one == {"kinds": everything["kinds"]}
    assert [row["submissions"] for row in everything["kinds"]] == [8, 1]
    assert len(everything["issuers"]) == 3


def test_files_say_the_same_in_every_language(
    cast: Cast, client: Client, made_up: list[str]
) -> None:
    record(cast)
    english, german = (
        client.get(f"{place}/statistics/?format=json").content for place in ("", "/de")
    )

    assert english == german
    assert b"/signatories/harbour-assembly/" in english


@pytest.mark.parametrize("address", ["/statistics/", PLACE])
def test_pictures_say_nothing_untranslated(
    cast: Cast, client: Client, made_up: list[str], address: str
) -> None:
    record(cast)
    known = [*typed(), settings.SITE_NAME]
    known += [get_language_info(code)["name_local"] for code in SPOKEN]

    assert untranslated(texts_of(client.get(f"/de{address}").content.decode()), known) == set()


def test_fewer_than_five_are_not_counted(cast: Cast, client: Client) -> None:
    crowd(cast, 4)
    text = page(client, PLACE)

    assert "Fewer than 5 submissions are public" in text
    assert "<figure" not in text
    response = client.get(f"{PLACE}?table=kinds&format=csv")
    assert response.content.decode().split("\r\n")[1:] == [""]


def test_issuers_are_compared_with_denominators(cast: Cast, client: Client) -> None:
    record(cast)

    issuers = section(page(client, "/statistics/"), "issuers")
    assert rows_of(issuers) == [["Harbour Assembly"] + ["5 of 7median 4 (4 to 31) · 2 waiting"] * 3]
    assert "issuers" not in page(client, PLACE)


def test_statement_without_public_numbers_is_not_there(cast: Cast, client: Client) -> None:
    cast.draft("Locks", "locks")

    page(client, "/statements/locks/statistics/", 404)


def test_no_names_are_told(cast: Cast, client: Client) -> None:
    record(cast)

    assert re.findall(r"Weir|Mill|Quay|Mara", page(client, PLACE)) == []


def test_empty_record_says_so(client: Client, db: None) -> None:
    text = page(client, "/statistics/")

    assert "Fewer than 5 submissions are public" in text
    assert "No issuer has so many yet." in text


def test_invitations_alone_are_a_flow_of_their_own(cast: Cast, client: Client) -> None:
    crowd(cast, 5, direction=Direction.INVITATION)
    text = page(client, PLACE)

    assert told(section(text, "standings")) == ["Invited → Invited: 5 of 5"]
    assert told(section(text, "countries")) == []
