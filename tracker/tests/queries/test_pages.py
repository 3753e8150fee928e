"""Paging by cursor: every row once, forwards and backwards, however many share a date."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.db.models import QuerySet

from tracker.models import Submission
from tracker.queries.pages import BadCursor, Order, cursor_of, page_of, read_day
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

NEWEST = Order("offered_latest", is_descending=True, read=read_day)
OLDEST = Order("offered_latest", read=read_day)
RECORDED = Order("pk")
BY_NAME = Order("sort_name")


@pytest.fixture
def rows(cast: Cast) -> QuerySet[Submission]:
    """Eleven submissions; nine of them share a day."""
    crowd(cast, 9, stem="Same", offered="2022-03-02")
    crowd(cast, 1, stem="Early", offered="2022-03-01")
    crowd(cast, 1, stem="Late", offered="2022-03-03")
    return Submission.objects.public()


@pytest.mark.parametrize("order", [NEWEST, OLDEST, RECORDED, BY_NAME])
def test_page_of_gives_every_row_once_in_order(rows: QuerySet[Submission], order: Order) -> None:
    expected = list(rows.order_by(*order.by()))
    found: list[Submission] = []
    page = page_of(rows, order, size=2)
    found += page.rows
    while page.next:
        page = page_of(rows, order, after=page.next, size=2)
        found += page.rows

    assert found == expected


@pytest.mark.parametrize("order", [NEWEST, OLDEST, RECORDED, BY_NAME])
def test_page_of_goes_back_the_way_it_came(rows: QuerySet[Submission], order: Order) -> None:
    pages = [page_of(rows, order, size=4)]
    while pages[-1].next:
        pages.append(page_of(rows, order, after=pages[-1].next, size=4))
    last = pages[-1]
    back = [last]
    while back[-1].previous:
        back.append(page_of(rows, order, before=back[-1].previous, size=4))

    assert [page.rows for page in reversed(back)] == [page.rows for page in pages]
    assert (pages[0].previous, back[-1].previous) == (None, None)


def test_page_of_fewer_rows_than_fit_has_no_neighbours(rows: QuerySet[Submission]) -> None:
    page = page_of(rows, NEWEST, size=11)

    assert (len(page.rows), page.previous, page.next) == (11, None, None)


def test_page_of_nothing_is_empty(rows: QuerySet[Submission]) -> None:
    page = page_of(rows.none(), NEWEST)

    assert (page.rows, page.previous, page.next) == ([], None, None)


def test_page_of_survives_the_loss_of_the_row_it_starts_from(
    rows: QuerySet[Submission],
) -> None:
    first = page_of(rows, NEWEST, size=3)
    without = rows.exclude(pk=first.rows[-1].pk)

    again = page_of(without, NEWEST, after=first.next or "", size=3)

    assert again.rows == list(rows.order_by(*NEWEST.by())[3:6])


@pytest.mark.parametrize("amount", [1, 11])
def test_page_of_asks_at_most_twice(
    rows: QuerySet[Submission], django_assert_max_num_queries: Any, amount: int
) -> None:
    cursor = page_of(rows, NEWEST, size=amount - 1 or 1).next or ""

    with django_assert_max_num_queries(2):
        page_of(rows, NEWEST, after=cursor)


def _cursor(told: object) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


DAMAGED = [
    "x",
    "!!!",
    "ä",
    "A" * 1000,
    _cursor([]),
    _cursor(["offered_latest", "2022-03-01"]),
    _cursor(["offered_latest", "2022-03-01", "7"]),
    _cursor(["offered_latest", "2022-03-01", True]),
    _cursor(["offered_latest", "2022-03-01", -1]),
    _cursor(["offered_latest", "2022-03-01", 2**63]),
    _cursor(["offered_latest", "2022-13-01", 7]),
    _cursor(["offered_latest", 20220301, 7]),
    _cursor(["offered_latest", None, 7]),
    _cursor(["sort_name", "2022-03-01", 7]),
    _cursor({"offered_latest": 7}),
]


@pytest.mark.parametrize("cursor", DAMAGED)
def test_page_of_refuses_a_cursor_it_has_not_given_out(cursor: str) -> None:
    for way in ("after", "before"):
        with pytest.raises(BadCursor):
            page_of(Submission.objects.none(), NEWEST, **{way: cursor})


def test_cursor_of_is_fit_for_an_address(rows: QuerySet[Submission]) -> None:
    row = rows[0]
    row.sort_name = "ñ?&=/+ 한"

    assert set(cursor_of(row, BY_NAME)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_page_of_keeps_the_databases_own_order_of_names(cast: Cast) -> None:
    """PostgreSQL's collation may pass over spaces and case; a page must not be sorted otherwise."""
    for name in ("a b", "ab", "a c", "ac", "é", "f", "z", "ö", "강"):
        cast.offered(cast.signatory(name))
    rows = Submission.objects.public()
    expected = list(rows.order_by(*BY_NAME.by()))
    first = page_of(rows, BY_NAME, size=2)

    assert page_of(rows, BY_NAME, after=first.next or "", size=7).rows == expected[2:]
