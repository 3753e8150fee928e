"""Lists as a worker reads them: about how many rows, and which cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from tracker.actions.tallies import fold_events
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ReplyKind
from tracker.queries.export_files import canonical_query
from tracker.queries.exported_lists import LISTS, NoSuchList, about_how_many, readable_list
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

TODAY = date(2022, 6, 1)
LETTER = {"slug": "ferry-letter"}


def about(name: str, text: str) -> int | None:
    return about_how_many(name, LISTS[name].filters(QueryDict(text), TODAY, LETTER))


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("submissions", "", 4),
        ("submissions", "statement=ferry-letter&kind=organisation", 4),
        ("submissions", "status=accepted", 2),
        ("submissions", "status=refused", 0),
        ("submissions", "country=none&contested=no", 4),
        ("submissions", "contested=yes", 0),
        ("submissions", "q=mill", None),
        ("submissions", "sort=waiting", None),
        ("statement_signatories", "", 2),
        ("statement_signatories", "country=none", 2),
        ("statement_signatories", "country=FR", 0),
        ("statement_signatories", "q=mill", None),
        ("signatories", "", None),
        ("events", "", None),
    ],
)
def test_rows_are_told_by_counts_where_counts_know(
    cast: Cast, name: str, text: str, expected: int | None
) -> None:
    offers = crowd(cast, 4)
    cast.replied(ReplyKind.ACCEPTANCE, *offers[:2])
    fold_events()

    assert about(name, text) == expected


@pytest.mark.parametrize(
    "name, arguments, text",
    [
        ("secrets", {}, ""),
        ("statement_signatories", {}, ""),
        ("statement_signatories", {"slug": "nothing"}, ""),
        ("submissions", {}, "statement=nothing"),
        ("submissions", {}, "offered_from=2022-13-01"),
    ],
)
def test_list_that_is_not_there_cannot_be_read(
    cast: Cast, name: str, arguments: dict[str, str], text: str
) -> None:
    assert cast.letter.pk
    with pytest.raises(NoSuchList):
        readable_list(name, arguments, text, TODAY)


def test_list_is_read_with_its_filters_and_in_its_order(cast: Cast) -> None:
    offers = crowd(cast, 3)
    withdraw_offer(offers[0])
    found = readable_list("submissions", {}, "status=unanswered", TODAY)
    [rows] = found.chunks()

    assert found.columns[0] == "reference"
    assert [row[0] for row in rows] == [offers[2].reference, offers[1].reference]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", ""),
        ("q=mill&kind=person&format=csv&after=x", "kind=person&q=mill"),
        ("kind=&q=R%C3%ADos+%26+co&utm_source=x", "q=R%C3%ADos+%26+co"),
    ],
)
def test_query_is_the_same_however_it_was_written(db: None, text: str, expected: str) -> None:
    filters = LISTS["submissions"].filters(QueryDict(text), TODAY, {})

    assert canonical_query(filters) == expected
