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
    `of` is the list that is in this order, where another one orders by a column of the same name.
    """

    column: str
    is_descending: bool = False
    read: Callable[[str], Any] = str
    of: str = ""

    @property
    def name(self) -> str:
        """What a cursor bears, so that it is good for no other order."""
        return f"{self.of}.{self.column}" if self.of else self.column

    def by(self, *, is_reversed: bool = False) -> list[str]:
        """The order_by() arguments, forwards or backwards."""
        sign = "-" if self.is_descending != is_reversed else ""
        names = [self.column] if self.column == "pk" else [self.column, "pk"]
        return [f"{sign}{name}" for name in names]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order, and the cursors of the pages before and after (None: there is none).

    It is cut where no more was looked for, though more may lie beyond.
    """

    rows: list[Row]
    previous: str | None = None
    next: str | None = None
    is_cut: bool = False


def page_of(
    rows: QuerySet[Row], order: Order, *, after: str = "", before: str = "", size: int = SIZE
) -> Page[Row]:
    """The page after (or before) the cursor, in at most two queries; without one the first page.

    Raises BadCursor for a cursor that this order has not given out.
    """
    is_back = bool(before and not after)
    cursor = after or before
    if not cursor and rows.query.is_empty():
        return Page([])
    row = read_cursor(cursor, order) if cursor else None
    found = _first(pieces_of(rows, order, row, is_back=is_back), size + 1)
    return page_from(found, order, size, is_back=is_back, has_cursor=bool(cursor))


def page_from(
    found: list[Row],
    order: Order,
    size: int,
    *,
    is_back: bool,
    has_cursor: bool,
) -> Page[Row]:
    """The page that starts what was found, which is one row more if there is a page beyond."""
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


def pieces_of(
    rows: QuerySet[Row], order: Order, row: tuple[Any, Any] | None, *, is_back: bool
) -> list[QuerySet[Row]]:
    """The rows beyond one row: those that share its value, then those past it; or all of them.

    Two look-ups in an index, the second only if the first does not fill the page. As one comparison
    of pairs, SQLite would walk through all rows that share the value, since it cannot seek by a
    row's number inside a pair.
    """
    ordered = rows.order_by(*order.by(is_reversed=is_back))
    if row is None:
        return [ordered]
    value, pk = row
    towards = "lt" if order.is_descending != is_back else "gt"
    if order.column == "pk":
        return [ordered.filter(**{f"pk__{towards}": pk})]
    ties = ordered.filter(**{order.column: value, f"pk__{towards}": pk})
    return [ties, ordered.filter(**{f"{order.column}__{towards}": value})]


def _first(pieces: list[QuerySet[Row]], limit: int) -> list[Row]:
    found: list[Row] = []
    for piece in pieces:
        if len(found) < limit:
            found += piece[: limit - len(found)]
    return found


def cursor_of(row: Model, order: Order) -> str:
    """The opaque cursor of a row in this order, fit for an address."""
    return _cursor(order, str(getattr(row, order.column)), row.pk)


def cursor_at(number: int, order: Order) -> str:
    """The cursor of a place in an order by number, whether a row stands there or not."""
    return _cursor(order, str(number), number)


def _cursor(order: Order, value: str, pk: int) -> str:
    told = json.dumps([order.name, value, pk], separators=(",", ":"))
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Order) -> tuple[Any, int]:
    """The value and the number of the row that a cursor names; raises BadCursor."""
    if len(cursor) > LONGEST_CURSOR:
        raise BadCursor
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, value, pk = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        if name != order.name or type(pk) is not int or not 0 <= pk < 2**63:
            raise BadCursor
        return order.read(value), pk
    except (ValueError, TypeError) as error:
        raise BadCursor from error


def read_day(text: str) -> date:
    """A calendar day in a cursor."""
    return date.fromisoformat(text)
