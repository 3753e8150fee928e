"""What every list says of its address: what is wrong, what is in use, what is no filter at all."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.queries.lists import Active
from tracker.queries.statements import StatementFilters
from tracker.queries.submissions import SubmissionFilters
from tracker.tests.cast import Cast

TODAY = date(2022, 6, 1)


def filters(query: str) -> SubmissionFilters:
    return SubmissionFilters(QueryDict(query), today=TODAY)


def test_problems_tell_what_is_wrong_and_nothing_is_found(cast: Cast) -> None:
    table = {
        "status=foo": "Status: “foo” is not one of the choices.",
        "status=void": "Status: “void” is not one of the choices.",
        "status=unconfirmed": "Status: “unconfirmed” is not one of the choices.",
        "awaiting=me": "Who must act: “me” is not one of the choices.",
        "lateness=in-time": "Lateness: “in-time” is not one of the choices.",
        "country=ZZ": "Country: “ZZ” is not one of the choices.",
        "country=de": "Country: “de” is not one of the choices.",
        "kind=club": "Kind of signatory: “club” is not one of the choices.",
        "contested=1": "Contested: “1” is not one of the choices.",
        "sort=name": "Order: “name” is not one of the choices.",
        "statement=none": "Statement: “none” is not the address of a public statement.",
        "signatory=none": "Signatory: “none” is not the address of a public signatory.",
        "offered_from=soon": "Offered from: This is not a day. Write it as 2022-01-30.",
        "offered_to=30.1.2022": "Offered to: This is not a day. Write it as 2022-01-30.",
        "status=accepted&status=refused": "Status: given twice. Choose one.",
        "offered_from=2022-03-02&offered_to=2022-03-01": (
            "Offered from: lies after the end of the span."
        ),
    }
    assert cast.offered()

    assert {query: "; ".join(filters(query).problems()) for query in table} == table
    assert [query for query in table if filters(query).found()] == []


def test_problems_tell_of_a_text_that_is_too_long(cast: Cast) -> None:
    [told] = filters("q=" + "a" * 101).problems()

    assert told.startswith("Signatory or statement: Ensure this value has at most 100")


def test_problems_tell_of_a_character_that_no_name_has(cast: Cast) -> None:
    assert filters("q=%00").problems() == [
        "Signatory or statement: Null characters are not allowed."
    ]


def test_problems_of_a_good_address_are_none(cast: Cast) -> None:
    offer = cast.offered()
    good = ["", "q=", "q=++", "status=&q=rios", "statement=rivers-declaration"]

    assert [filters(query).problems() for query in good] == [[]] * len(good)
    assert [list(filters(query).found()) for query in good] == [[offer]] * len(good)


def test_strangers_are_names_that_are_no_filter(cast: Cast) -> None:
    query = "statuss=accepted&q=x&page=2&after=x&before=x&format=csv&utm_source=mail&fbclid=1"

    assert filters(query).strangers() == ["statuss", "page"]


def test_active_tells_each_filter_in_words(cast: Cast) -> None:
    cast.offered()
    query = (
        "q=rios&statement=rivers-declaration&status=unanswered&country=none"
        "&offered_from=2022-03-01&sort=waiting&awaiting="
    )

    assert filters(query).active() == [
        Active("q", "Signatory or statement", "rios"),
        Active("statement", "Statement", "Rivers Declaration"),
        Active("status", "Status", "No reply recorded"),
        Active("country", "Country", "Not stated"),
        Active("offered_from", "Offered from", "1 March 2022"),
        Active("sort", "Order", "Waiting longest"),
    ]


def test_active_is_nothing_while_something_is_wrong(cast: Cast) -> None:
    assert filters("status=foo&country=DE").active() == []


@pytest.mark.parametrize(
    "query, holds",
    [
        ("", True),
        ("status=accepted&country=DE", True),
        ("q=rios", False),
        ("lateness=overdue", False),
        ("offered_from=2022-01-01", False),
        ("status=foo", False),
    ],
)
def test_counts_hold_only_for_what_the_tallies_know(cast: Cast, query: str, holds: bool) -> None:
    assert filters(query).counts_hold() is holds


@pytest.mark.parametrize(
    "query, expected", [("", False), ("q=x", False), ("country=DE", True), ("country=ZZ", True)]
)
def test_shows_tucked_when_one_of_them_is_in_use(cast: Cast, query: str, expected: bool) -> None:
    assert filters(query).shows_tucked() is expected


def test_offer_choices_of_a_list_without_any_does_nothing(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    asked = StatementFilters(QueryDict(""), today=TODAY)

    with django_assert_num_queries(0):
        asked.offer_choices()
