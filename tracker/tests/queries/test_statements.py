"""The list of statements."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.actions.tallies import fold_events
from tracker.choices import Openness, StatementKind
from tracker.queries.pages import page_of
from tracker.queries.statements import STATEMENT_COLUMNS, StatementFilters, statement_rows
from tracker.rules.names import name_slug
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd


def filters(query: str) -> StatementFilters:
    return StatementFilters(QueryDict(query), today=date(2022, 6, 1))


def titles(query: str) -> list[str]:
    asked = filters(query)
    assert asked.problems() == []
    return [row.title for row in asked.found().order_by(*asked.order().by())]


@pytest.fixture
def shelf(cast: Cast) -> None:
    def put(title: str, issued: str, **values: Any) -> None:
        slug = name_slug(title)
        cast.publish(cast.draft(title, slug, issued=issued, custody="hosted", **values))

    put("Old Oath", "1955-07-09", kind=StatementKind.MANIFESTO)
    put("Undated Unction", "")
    put("New Notice", "2022", openness=Openness.NOBODY, issuer=cast.mara)
    put("Middle Mémoire", "1999-12?", openness=Openness.INVITED)
    cast.draft("Draft Dispatch", "draft-dispatch", issued="2022")


@pytest.mark.usefixtures("shelf")
def test_found_leaves_what_is_published() -> None:
    table = {
        "": ["New Notice", "Middle Mémoire", "Old Oath", "Undated Unction"],
        "sort=recorded": ["Middle Mémoire", "New Notice", "Undated Unction", "Old Oath"],
        "q=MEMOIRE": ["Middle Mémoire"],
        "q=em": ["Middle Mémoire"],
        "q=dispatch": [],
        "kind=manifesto": ["Old Oath"],
        "openness=nobody": ["New Notice"],
        "issuer=mara-okonjo": ["New Notice"],
        "year_from=1999": ["New Notice", "Middle Mémoire"],
        "year_to=1999": ["Middle Mémoire", "Old Oath"],
        "year_from=1956&year_to=2021": ["Middle Mémoire"],
    }

    assert {query: titles(query) for query in table} == table


@pytest.mark.usefixtures("shelf")
def test_problems_are_told() -> None:
    table = {
        "year_from=soon": "Issued from (year): This is not a year. Write it as 1955.",
        "year_to=0": "Issued to (year): This is not a year. Write it as 1955.",
        "year_to=10000": "Issued to (year): This is not a year. Write it as 1955.",
        "year_from=2000&year_to=1999": "Issued from (year): lies after the end of the span.",
        "issuer=rios-libres": "Issuer: “rios-libres” is not the address of an issuer.",
        "openness=all": "Who may sign: “all” is not one of the choices.",
    }

    assert {query: "; ".join(filters(query).problems()) for query in table} == table


def test_problems_tell_of_a_year_that_is_not_whole(cast: Cast) -> None:
    assert len(filters("year_from=1999.5").problems()) == 1


@pytest.mark.usefixtures("shelf")
def test_pages_reach_those_without_a_date(cast: Cast) -> None:
    asked = filters("")
    first = page_of(asked.found(), asked.order(), size=3)
    second = page_of(asked.found(), asked.order(), after=first.next or "", size=3)

    assert [row.title for row in second.rows] == ["Undated Unction"]


def test_rows_tell_the_amounts_of_each(cast: Cast, django_assert_num_queries: Any) -> None:
    crowd(cast, 3)
    cast.offered(cast.rios, revision=cast.letter_wording, visibility="withheld")
    fold_events()
    found = list(filters("").found().order_by("pk"))

    with django_assert_num_queries(1):
        rows = statement_rows(found)

    [letter] = rows
    nothing = {"invited": 0, "accepted": 0, "waiting_signatory": 0}
    assert letter.amounts == nothing | {"offered": 4, "waiting_issuer": 4}
    assert (letter.is_observed, letter.is_open, letter.issued) == (False, True, None)
    assert (letter.kind_label, letter.openness_label) == ("Open letter", "Anyone")


@pytest.mark.usefixtures("shelf")
def test_columns_tell_dates_as_stated_and_as_days() -> None:
    [row] = statement_rows(filters("q=middle").found())

    record = {name: value_of(row) for name, value_of in STATEMENT_COLUMNS.items()}

    assert record == {
        "title": "Middle Mémoire",
        "address": "/statements/middle-memoire/",
        "kind": "declaration",
        "issuer": "Harbour Assembly",
        "issuer_address": "/signatories/harbour-assembly/",
        "issued": "1999-12?",
        "issued_earliest": "1999-12-01",
        "issued_latest": "1999-12-31",
        "issued_in_the_sources_words": "",
        "who_may_sign": "invited",
        "custody": "hosted",
        "offered": 0,
        "invited": 0,
        "accepted": 0,
        "waiting_issuer": 0,
        "waiting_signatory": 0,
    }
