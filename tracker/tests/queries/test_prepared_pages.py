"""Prepared pages: the same as those whose queries are built anew, for every filter and cursor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.choices import ReplyKind
from tracker.queries import prepared_pages
from tracker.queries.pages import BadCursor, Order, Page, page_of
from tracker.queries.prepared_pages import PreparedPages
from tracker.queries.signed import SignedFilters
from tracker.queries.submissions import NEWEST, WAITING_LONGEST, SubmissionFilters
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

pytestmark = pytest.mark.django_db

TODAY = date(2022, 6, 1)
SIZE = 2
BOARD = SubmissionFilters.prepared


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> PreparedPages:
    """The pages of the board, of two lines each, with queries of their own."""
    monkeypatch.setattr(prepared_pages, "SIZE", SIZE)
    return PreparedPages(BOARD.rows, BOARD.narrowed)


def read(pages: PreparedPages, chosen: Any, order: Order, **cursors: str) -> Page[Any]:
    asked = {"after": "", "before": ""} | cursors
    return pages.page(chosen, order, given={}, after=asked["after"], before=asked["before"])


def built(chosen: dict[str, Any], order: Order, **cursors: str) -> Page[Any]:
    lookups = {BOARD.narrowed[name].lookup: value for name, value in chosen.items()}
    return page_of(BOARD.rows().filter(**lookups), order, size=SIZE, **cursors)


@pytest.mark.parametrize("order", [NEWEST, WAITING_LONGEST, Order("pk", is_descending=True)])
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"status": "unanswered"},
        {"kind": "organisation", "country": "", "awaiting": "issuer"},
        {"offered_from": date(2022, 1, 1), "offered_to": date(2022, 12, 31)},
        {"kind": "person"},
    ],
)
def test_pages_are_those_of_queries_built_anew(
    pages: PreparedPages, cast: Cast, chosen: dict[str, Any], order: Order
) -> None:
    crowd(cast, 5)
    page, expected = read(pages, chosen, order), built(chosen, order)
    assert page == expected
    assert bool(page.rows) is (chosen != {"kind": "person"})
    met = [page]
    while page.next:
        page, expected = (
            read(pages, chosen, order, after=page.next),
            built(chosen, order, after=page.next),
        )
        assert page == expected
        met.append(page)
    while page.previous:
        page, expected = (
            read(pages, chosen, order, before=page.previous),
            built(chosen, order, before=page.previous),
        )
        assert page == expected
    assert page.rows == met[0].rows


def test_each_use_takes_the_values_of_its_own(pages: PreparedPages, cast: Cast) -> None:
    first, second = crowd(cast, 2)
    cast.release(cast.reply(ReplyKind.ACCEPTANCE, second))
    found = [
        [one.reference for one in read(pages, {"status": status}, NEWEST).rows]
        for status in ("unanswered", "accepted", "refused", "unanswered")
    ]

    assert found == [[first.reference], [second.reference], [], [first.reference]]


def test_a_cursor_of_another_order_is_refused(pages: PreparedPages, cast: Cast) -> None:
    crowd(cast, 3)
    cursor = read(pages, {}, NEWEST).next
    assert cursor

    with pytest.raises(BadCursor):
        read(pages, {}, WAITING_LONGEST, after=cursor)


def test_lists_read_prepared_pages_while_no_other_filter_is_in_use(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 2)
    asked: list[frozenset[str]] = []
    original = PreparedPages.page

    def page(self: PreparedPages, chosen: Any, *args: Any, **options: Any) -> Page[Any]:
        asked.append(frozenset(chosen))
        return original(self, chosen, *args, **options)

    monkeypatch.setattr(PreparedPages, "page", page)
    amounts = [
        len(SubmissionFilters(QueryDict(query), today=TODAY).page(after="", before="").rows)
        for query in ("", "status=unanswered&country=none", "contested=no", "q=mill", "status=all")
    ]

    assert amounts == [2, 2, 2, 2, 0]
    assert asked == [frozenset(), frozenset({"status", "country"})]


def test_pages_of_one_statement_are_its_own(cast: Cast) -> None:
    signed = cast.offered(revision=cast.letter_wording)
    cast.replied(ReplyKind.ACCEPTANCE, signed)
    found = [
        SignedFilters(QueryDict(""), today=TODAY, statement=statement)
        .page(after="", before="")
        .rows
        for statement in (cast.letter, cast.declaration, cast.letter)
    ]

    names = [[one.reference for one in rows] for rows in found]
    assert names == [[signed.reference], [], [signed.reference]]
