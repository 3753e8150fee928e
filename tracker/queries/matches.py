"""Pages of what very many names contain: the newest first, looked for so far and no farther."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from tracker.queries.pages import SIZE, Order, Page, cursor_at, page_from, read_cursor
from tracker.queries.search import Found, is_kept_in_order, phrase

NEWEST = Order("pk", is_descending=True, of="found")
# How many are looked at for one page, of those that match or, without an index, of all. What a
# page does not hold by then is looked for from there by the next.
FARTHEST = 20_000
# The first look is for as many, where no other filter leaves some of them out and where one does;
# the next for so many times more: two or three fill a page, or have looked at all.
FIRST, FIRST_NARROWED, GROWTH = 60, 1200, 20
# By vendor: a row's number, and whether the text is in its name.
WALKED = {
    "sqlite": "SELECT id, instr(folded, %s) > 0",
    "postgresql": "SELECT id, strpos(folded, %s) > 0",
}

Piece = tuple[list[int], int | None]
# Of the rows with these numbers those of a list, in this order or backwards: at least a page of
# them and one more, if there are as many.
Among = Callable[[list[int], Order, bool], Sequence[Any]]
# The matches, how many numbers were looked at for them, and the last of these.
Looked = tuple[list[int], int, int | None]


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search for a folded text found among all rows of a table, to be read page by page."""

    table: QuerySet[Any]
    folded: str
    found: Found
    is_narrowed: bool = False

    def page(self, among: Among, *, after: str, before: str, size: int = SIZE) -> Page[Any]:
        """Of the rows of a list those that match, after (or before) the cursor; raises BadCursor.

        It can hold fewer, or none, and still have a cursor on: then that is how far was looked.
        """
        is_back = bool(before and not after)
        cursor = after or before
        start = read_cursor(cursor, NEWEST)[1] if cursor else None
        met: list[Any] = []
        looked_to: int | None = None
        for numbers, last in self._pieces(start, is_back):
            looked_to = last
            met += among(numbers, NEWEST, is_back)[: size + 1 - len(met)]
            if len(met) > size:
                return page_from(met, NEWEST, size, is_back=is_back, has_cursor=bool(cursor))
        page = page_from(met, NEWEST, size, is_back=is_back, has_cursor=bool(cursor))
        return _completed(page, start, looked_to, is_back=is_back)

    def _pieces(self, start: int | None, is_back: bool) -> Iterator[Piece]:
        """Numbers to look among, and how far that is; None: to the end."""
        amount, looked_at = FIRST_NARROWED if self.is_narrowed else FIRST, 0
        while looked_at < FARTHEST:
            amount = min(amount, FARTHEST - looked_at)
            numbers, seen, last = self._look(start, is_back, amount)
            if seen < amount:
                yield numbers, None
                return
            yield numbers, last
            start, looked_at, amount = last, looked_at + amount, amount * GROWTH

    def _look(self, start: int | None, is_back: bool, amount: int) -> Looked:
        if self.found.numbers is not None:
            numbers = _beyond(self.found.numbers, start, amount, is_back=is_back)
            return numbers, len(numbers), numbers[-1] if numbers else None
        if is_kept_in_order(self._vendor(), self.folded):
            return self._look_in_index(start, is_back, amount)
        return self._look_in_table(start, is_back, amount)

    def _look_in_index(self, start: int | None, is_back: bool, amount: int) -> Looked:
        names = f"{self._name()}_names"
        told = f"SELECT rowid FROM {names} WHERE {names} MATCH %s"  # noqa: S608
        rows = self._answer(told, "rowid", phrase(self.folded), start, is_back, amount)
        numbers = [number for (number,) in rows]
        return numbers, len(numbers), numbers[-1] if numbers else None

    def _look_in_table(self, start: int | None, is_back: bool, amount: int) -> Looked:
        told = f"{WALKED[self._vendor()]} FROM {self._name()} WHERE TRUE"
        rows = self._answer(told, "id", [self.folded], start, is_back, amount)
        return [number for number, met in rows if met], len(rows), rows[-1][0] if rows else None

    def _answer(
        self,
        told: str,
        column: str,
        values: list[Any],
        start: int | None,
        is_back: bool,
        amount: int,
    ) -> list[tuple[Any, ...]]:
        if start is not None:
            told, values = f"{told} AND {column} {'>' if is_back else '<'} %s", [*values, start]
        way = "ASC" if is_back else "DESC"
        with connections[self.table.db].cursor() as cursor:
            cursor.execute(f"{told} ORDER BY {column} {way} LIMIT %s", [*values, amount])
            return list(cursor.fetchall())

    def _vendor(self) -> str:
        return connections[self.table.db].vendor

    def _name(self) -> str:
        return str(self.table.model._meta.db_table)


def _completed(
    page: Page[Any], start: int | None, looked_to: int | None, *, is_back: bool
) -> Page[Any]:
    """A page that is not full: an empty one leads back as well, one that is cut leads on."""
    back, on = (page.next, page.previous) if is_back else (page.previous, page.next)
    if start is not None and not page.rows:
        # To the row itself at which the page before this one ended.
        back = cursor_at(start + 1 if is_back else max(0, start - 1), NEWEST)
    if looked_to is not None:
        on = cursor_at(looked_to, NEWEST)
    previous, following = (on, back) if is_back else (back, on)
    return Page(page.rows, previous=previous, next=following, is_cut=looked_to is not None)


def _beyond(numbers: list[int], start: int | None, amount: int, *, is_back: bool) -> list[int]:
    """So many of numbers in rising order on one side of the start, the nearest first."""
    if is_back:
        place = 0 if start is None else bisect_right(numbers, start)
        return numbers[place : place + amount]
    place = len(numbers) if start is None else bisect_left(numbers, start)
    return numbers[max(0, place - amount) : place][::-1]
