"""Paging by cursor: the rows after or before a row, however deep, without counting or skipping."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

SIZE = 50
LONGEST_CURSOR = 600
AFTER, BEFORE = "after", "before"

Row = TypeVar("Row", bound=Model)


class BadCursor(ValueError):
    """The cursor is not one that this order has given out."""


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of rows: one column that is never empty, ties broken by the row's number.

    `read` turns the column's text in a cursor back into a value and raises ValueError for others.
    """

    column: str
    is_descending: bool = False
    read: Callable[[str], Any] = str

    def by(self, *, is_reversed: bool = False) -> list[str]:
        """The order_by() arguments, forwards or backwards."""
        sign = "-" if self.is_descending != is_reversed else ""
        names = [self.column] if self.column == "pk" else [self.column, "pk"]
        return [f"{sign}{name}" for name in names]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order, and the cursors of the pages before and after (None: there is none)."""

    rows: list[Row]
    previous: str | None = None
    next: str | None = None


def page_of(
    rows: QuerySet[Row], order: Order, *, after: str = "", before: str = "", size: int = SIZE
) -> Page[Row]:
    """The page after (or before) the cursor, in at most two queries; without one the first page.

    Raises BadCursor for a cursor that this order has not given out.
    """
    if not (after or before):
        return _page(list(rows.order_by(*order.by())[: size + 1]), order, size)
    is_back = not after
    value, pk = _read_cursor(after or before, order)
    found = _beyond(rows, order, value, pk, size + 1, is_reversed=is_back)
    return _page(found, order, size, is_back=is_back, has_cursor=True)


def _page(
    found: list[Row], order: Order, size: int, *, is_back: bool = False, has_cursor: bool = False
) -> Page[Row]:
    has_more = len(found) > size
    rows = found[:size]
    if is_back:
        rows.reverse()
    has_previous, has_next = (has_more, has_cursor) if is_back else (has_cursor, has_more)
    return Page(
        rows,
        previous=cursor_of(rows[0], order) if rows and has_previous else None,
        next=cursor_of(rows[-1], order) if rows and has_next else None,
    )


def _beyond(
    rows: QuerySet[Row], order: Order, value: Any, pk: int, limit: int, *, is_reversed: bool
) -> list[Row]:
    """The rows beyond one row: those that share its value, then those past it.

    Two look-ups in an index, the second only if the first does not fill the page. As one comparison
    of pairs, SQLite would walk through all rows that share the value, since it cannot seek by a
    row's number inside a pair.
    """
    towards = "lt" if order.is_descending != is_reversed else "gt"
    ordered = rows.order_by(*order.by(is_reversed=is_reversed))
    if order.column == "pk":
        return list(ordered.filter(**{f"pk__{towards}": pk})[:limit])
    ties = list(ordered.filter(**{order.column: value, f"pk__{towards}": pk})[:limit])
    if len(ties) == limit:
        return ties
    past = ordered.filter(**{f"{order.column}__{towards}": value})
    return ties + list(past[: limit - len(ties)])


def cursor_of(row: Model, order: Order) -> str:
    """The opaque cursor of a row in this order, fit for an address."""
    value = getattr(row, order.column)
    told = json.dumps([order.column, str(value), row.pk], separators=(",", ":"))
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, order: Order) -> tuple[Any, int]:
    if len(cursor) > LONGEST_CURSOR:
        raise BadCursor
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        column, value, pk = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        if column != order.column or type(pk) is not int or not 0 <= pk < 2**63:
            raise BadCursor
        return order.read(value), pk
    except (ValueError, TypeError) as error:
        raise BadCursor from error


def read_day(text: str) -> date:
    """A calendar day in a cursor."""
    return date.fromisoformat(text)
