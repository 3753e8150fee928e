"""Which numbered lines follow one another: a number alone may be a year, a series is a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.readers.numbering import Mark

# "1, 2, 4" is one series with a gap; a larger jump is another list.
LARGEST_GAP = 2
# Lists of one style can stand inside one another; deeper than this nobody nests them.
DEEPEST = 4
# Letters and roman numerals that do not begin at the beginning may be anybody's initials.
FEWEST_FROM_MIDDLE = {"letter": 3, "roman": 3, "ordinal": 3}
STAND_ALONE = frozenset(("number", "part"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that may begin a numbered part: every reading of its mark, and its indent.

    `follows_item` says that no paragraph stands between it and the marked line before.
    """

    line: int
    marks: tuple[Mark, ...]
    indent: int
    follows_item: bool = False


@dataclass(slots=True, eq=False)
class Series:
    """The numbered lines that belong together, in order."""

    indent: int
    items: list[tuple[int, Mark]] = field(default_factory=list)

    @property
    def last(self) -> Mark:
        return self.items[-1][1]

    @property
    def lines(self) -> list[int]:
        return [line for line, _mark in self.items]

    @property
    def is_unnumbered(self) -> bool:
        """Whether every item says 1, as people do who leave the counting to a program."""
        return len(self.items) > 1 and self.last.value == self.items[0][1].value == 1

    def number(self, place: int) -> str:
        """The number of the item at this place, as printed, or counted where all say 1."""
        return str(place + 1) if self.is_unnumbered else self.items[place][1].number


def find_series(marked: Iterable[Marked]) -> list[Series]:
    """The series among marked lines, in the order of their first lines; takes one pass.

    A mark joins the latest series of its style that it continues; one that continues none opens
    its own. A series of a single item counts only if it is a plain 1 or an "Article 1".
    """
    found: list[Series] = []
    open_by_style: defaultdict[str, list[Series]] = defaultdict(list)
    for candidate in marked:
        mark, series = _best(candidate, open_by_style)
        if series is None:
            series = Series(candidate.indent)
            found.append(series)
            open_by_style[mark.style].append(series)
            del open_by_style[mark.style][:-DEEPEST]
        else:
            # What was opened inside is over.
            stack = open_by_style[mark.style]
            del stack[stack.index(series) + 1 :]
        series.items.append((candidate.line, mark))
    return [series for series in found if _is_list(series)]


def missing_or_double(series: Series) -> list[tuple[int, int, int]]:
    """(line, number before, number) wherever the numbers do not simply go up by one."""
    if series.is_unnumbered:
        return []
    return [
        (line, before.value, mark.value)
        for (_line, before), (line, mark) in pairwise(series.items)
        if mark.value != before.value + 1
    ]


def _best(candidate: Marked, open_by_style: dict[str, list[Series]]) -> tuple[Mark, Series | None]:
    """The reading that best continues an open series: the next number, else a near one."""
    options = [
        (fit, mark, series)
        for mark in candidate.marks
        for series in reversed(open_by_style[mark.style])
        if (fit := _fit(candidate, mark, series)) > 0
    ]
    if options:
        _fitness, mark, series = max(options, key=lambda option: option[0])
        return mark, series
    first = [mark for mark in candidate.marks if mark.value == 1]
    # "i" opens roman numerals, not a list whose first letters are missing.
    return (first or list(candidate.marks))[0], None


def _fit(candidate: Marked, mark: Mark, series: Series) -> int:
    """How well a mark continues a series: 0 not at all, 4 best."""
    step = mark.value - series.last.value
    if mark.sort == "ordinal" and not candidate.follows_item:
        # "First, … Second, …" pages apart is an argument, not a list.
        return 0
    if step == 1:
        return 4 if candidate.indent == series.indent else 3
    if mark.value == 1:
        is_counted_by_program = series.last.value == 1 and candidate.follows_item
        return 2 if is_counted_by_program and candidate.indent == series.indent else 0
    return 1 if 0 <= step <= LARGEST_GAP else 0


def _is_list(series: Series) -> bool:
    first = series.items[0][1]
    if len(series.items) == 1:
        return first.value == 1 and first.sort in STAND_ALONE
    return first.value == 1 or len(series.items) >= FEWEST_FROM_MIDDLE.get(first.sort, 2)
