"""Pages of a list whose queries are prepared: one for each set of filters and side of a cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, Field, Model, QuerySet

from tracker.queries.pages import SIZE, Order, Page, page_from, pieces_of, read_cursor
from tracker.queries.prepared import Given, Prepared, as_given, given_numbers

# Of so many sets of filters, orders and sides the queries of one list are remembered.
REMEMBERED = 64
NUMBER: Field[Any, Any] = BigIntegerField()


def as_it_is(value: Any) -> Any:
    return value


def number_of(row: Model) -> int:
    """The number of the row that a filter names."""
    return int(row.pk)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How one filter narrows rows: by which look-up, in a column of which kind.

    `read` makes the column's value of the filter's. Not for a filter whose value decides how the
    query is written, as a truth value does.
    """

    lookup: str
    field: Field[Any, Any]
    read: Callable[[Any], Any] = as_it_is


class PreparedPages:
    """The pages of `rows`, of values_list(), narrowed by none, some or all of these filters."""

    def __init__(
        self, rows: Callable[[], QuerySet[Any, Any]], narrowed: Mapping[str, Narrowed]
    ) -> None:
        self.rows, self.narrowed = rows, narrowed
        self.queries = lru_cache(REMEMBERED)(self._queries)
        self.numbered = lru_cache(REMEMBERED)(self._numbered)

    def page(
        self,
        chosen: Mapping[str, Any],
        order: Order,
        *,
        after: str,
        before: str,
        given: Mapping[str, Any],
    ) -> Page[Any]:
        """The page after (or before) the cursor, with these values of filters.

        `given` are the values that `rows` itself asks for. At most two queries; raises BadCursor.
        """
        is_back = bool(before and not after)
        cursor = after or before
        values = {name: self.narrowed[name].read(value) for name, value in chosen.items()}
        if cursor:
            value, pk = read_cursor(cursor, order)
            values |= {"cursor_value": value, "cursor_pk": pk}
        found: list[Any] = []
        for query in self.queries(frozenset(chosen), order, is_back, bool(cursor)):
            if len(found) <= SIZE:
                found += query.rows(**values, **given)
        return page_from(found[: SIZE + 1], order, SIZE, is_back=is_back, has_cursor=bool(cursor))

    def among(
        self,
        numbers: list[int],
        chosen: Mapping[str, Any],
        order: Order,
        *,
        is_back: bool,
        given: Mapping[str, Any],
    ) -> list[Any]:
        """Of the rows with these numbers those that the filters leave, in order.

        A page at most, and one more; one query, or none without numbers.
        """
        if not numbers:
            return []
        values = {name: self.narrowed[name].read(value) for name, value in chosen.items()}
        query = self.numbered(frozenset(chosen), order, is_back)
        return query.rows(numbers=as_given(numbers), **values, **given)

    def _numbered(self, names: frozenset[str], order: Order, is_back: bool) -> Prepared[Any]:
        rows = self._rows(names).filter(pk__in=given_numbers("numbers"))
        return _prepared(rows.order_by(*order.by(is_reversed=is_back))[: SIZE + 1])

    def _queries(
        self, names: frozenset[str], order: Order, is_back: bool, has_cursor: bool
    ) -> list[Prepared[Any]]:
        rows, row = self._rows(names), None
        if has_cursor:
            column: Any = rows.model._meta.pk
            if order.column != "pk":
                column = rows.model._meta.get_field(order.column)
            row = Given("cursor_value", column), Given("cursor_pk", NUMBER)
        pieces = pieces_of(rows, order, row, is_back=is_back)
        return [_prepared(piece[: SIZE + 1]) for piece in pieces]

    def _rows(self, names: frozenset[str]) -> QuerySet[Any, Any]:
        return self.rows().filter(
            **{self.narrowed[name].lookup: self._given(name) for name in names}
        )

    def _given(self, name: str) -> Given:
        return Given(name, self.narrowed[name].field)


def _prepared(piece: QuerySet[Any, Any]) -> Prepared[Any]:
    return Prepared(lambda: piece)
