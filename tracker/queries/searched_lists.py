"""Lists searched by name: in their own order, or the newest first where very many match."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model, QuerySet

from tracker.queries.lists import SEARCH, ListFilters
from tracker.queries.matches import Matches
from tracker.queries.pages import SIZE, Order, Page, page_from
from tracker.queries.search import Found, find, named, numbered
from tracker.rules.names import fold


class SearchedFilters(ListFilters):
    """The filters of a list with a field `q` that searches the names of one table."""

    searched: ClassVar[type[Model]]

    @cached_property
    def text(self) -> str:
        """What is searched for, folded; "" where nothing is."""
        return fold(self.value(SEARCH) or "")

    @cached_property
    def names(self) -> Found | None:
        """What the search finds among all names, public or not; None where nothing is searched."""
        return find(self._table(), self.text) if self.text else None

    @cached_property
    def matches(self) -> Matches | None:
        """What the search found, if that is so many that the newest come first."""
        found = self.names
        if found is None or not found.is_many:
            return None
        return Matches(self._table(), self.text, found, is_narrowed=len(self.chosen()) > 1)

    def named(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of these rows those that the search finds; few of them are looked for only once."""
        found = self.names
        if found is None or found.is_many or found.numbers is None:
            return named(rows, self.text)
        return numbered(rows, found.numbers)

    def page(self, *, after: str, before: str) -> Page[Any]:
        """The page of what is found after (or before) this cursor; raises BadCursor."""
        names = None if self.problems() else self.names
        if self.matches and names:
            return self.matches.page(self._among, after=after, before=before)
        if names and not names.is_many and not (after or before):
            found = self._among(names.numbers or [], self.order(), False)
            return page_from(found, self.order(), SIZE, is_back=False, has_cursor=False)
        return super().page(after=after, before=before)

    def _among(self, numbers: list[int], order: Order, is_back: bool) -> list[Any]:
        """Of the rows with these numbers those that all filters but the search leave, in order.

        A page at most, and one more.
        """
        chosen = {name: value for name, value in self.chosen().items() if name != SEARCH}
        prepared = self.prepared
        if prepared and chosen.keys() <= prepared.narrowed.keys():
            return prepared.among(numbers, chosen, order, is_back=is_back, given=self.given())
        rows = numbered(self.as_read(self.narrowed(self.queryset, chosen)), numbers)
        return list(rows.order_by(*order.by(is_reversed=is_back))[: SIZE + 1])

    def _table(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.searched._default_manager.using(self.queryset.db)
        return rows
