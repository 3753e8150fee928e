"""Pages of what is met on a walk: the same rows as when all matches are looked up."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.models import Submission
from tracker.queries import search, walks
from tracker.queries.pages import Order, Page, page_of
from tracker.queries.search import signers_named, submissions_named
from tracker.queries.signed import SignedFilters
from tracker.queries.walks import Walk, as_tuples, is_walked, walk_of
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

BY_NAME = Order("sort_name")
BY_NUMBER = Order("pk", is_descending=True)


@pytest.fixture(autouse=True)
def always_walking(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr(search, "WORTH", 0)
    monkeypatch.setattr(search, "FARTHEST", 0)
    crowd(cast, 4, stem="Aspen")
    crowd(cast, 5, stem="Zinnia")


def all_pages(text: str, order: Order) -> list[list[str]]:
    """The names on every page of two, forwards; and the same backwards."""

    def page(**cursor: str) -> Page[Submission]:
        return page_of(signers_named(Submission.objects.public(), text), order, size=2, **cursor)

    pages = [page()]
    while pages[-1].next:
        pages.append(page(after=pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page(before=back[-1].previous))
    names = [[row.signed_name for row in one.rows] for one in pages]
    again = [[row.signed_name for row in one.rows] for one in reversed(back)]
    assert [name for one in again for name in one] == [name for one in names for name in one]
    return names


ZINNIAS = [["Zinnia 0000", "Zinnia 0001"], ["Zinnia 0002", "Zinnia 0003"], ["Zinnia 0004"]]


@pytest.mark.parametrize("farthest", [1, 5, 100])
def test_a_walk_gives_every_match_once_in_order(
    monkeypatch: pytest.MonkeyPatch, farthest: int
) -> None:
    """However far it goes before all matches are looked up instead."""
    monkeypatch.setattr(walks, "FARTHEST", farthest)

    assert all_pages("innia 0", BY_NAME) == ZINNIAS
    assert all_pages("nn", BY_NAME) == ZINNIAS
    assert [name for page in all_pages("innia", BY_NUMBER) for name in page] == [
        f"Zinnia 000{number}" for number in (4, 3, 2, 1, 0)
    ]


@pytest.mark.parametrize("farthest", [1, 100])
def test_a_walk_meets_titles_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, farthest: int
) -> None:
    monkeypatch.setattr(walks, "FARTHEST", farthest)
    found = submissions_named(Submission.objects.public(), "ferry")

    assert is_walked(found)
    assert len(page_of(found, BY_NAME).rows) == 9


def test_a_walk_among_no_rows_meets_nobody() -> None:
    found = signers_named(Submission.objects.none(), "zinnia")

    assert page_of(found, BY_NAME).rows == []


def test_rows_that_are_narrowed_forget_the_walk() -> None:
    found = signers_named(Submission.objects.public(), "zinnia")

    assert walk_of(found) is not None
    assert walk_of(found.filter(pk__gt=0)) is None
    assert is_walked(found.filter(pk__gt=0))


def test_pages_of_tuples_are_met_on_the_same_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    found = signers_named(Submission.objects.public(), "innia 0")
    tuples = as_tuples(found, ("pk", "sort_name", "signed_name"))
    monkeypatch.setattr(Walk, "first", counted(Walk.first, walks_made := []))
    page = page_of(tuples, BY_NAME, size=2)
    again = page_of(tuples, BY_NAME, size=2, after=page.next or "")
    monkeypatch.setattr(walks, "FARTHEST", 1)
    looked_up = page_of(tuples, BY_NAME, size=2)

    assert [one.signed_name for one in (*page.rows, *again.rows)] == [*ZINNIAS[0], *ZINNIAS[1]]
    assert looked_up == page
    assert [one is None for one in walks_made] == [False, False, True]
    assert walk_of(as_tuples(Submission.objects.public(), ("pk",))) is None


def test_the_list_of_who_signed_is_met_on_a_walk(cast: Cast) -> None:
    asked = QueryDict("q=innia 0")
    filters = SignedFilters(asked, today=date(2022, 6, 1), statement=cast.letter)

    assert walk_of(filters.listed()) is not None


def counted(first: Any, results: list[Any]) -> Any:
    """What a walk gives, noted down."""

    def note(*args: Any) -> Any:
        results.append(first(*args))
        return results[-1]

    return note
