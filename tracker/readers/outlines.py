"""How the lists of a text lie: which series are headings, which stand inside a part of another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tracker.readers.blocks import Block
from tracker.readers.headings import is_heading_like
from tracker.readers.joins import ends_sentence
from tracker.readers.series import Series

# Arabic numbers head sections only where the sections are long: "1. Peace" with one paragraph
# below it is a point with its reasons, and with a list below it a point with parts.
FEWEST_PARAGRAPHS = {"number": 2, "decimal": 2, "roman": 0, "letter": 0}
FEWEST_HEADINGS = 2


@dataclass(slots=True, eq=False)
class ListOutline:
    """One list of parts: its series, the places of its blocks, and the block that it stands in."""

    series: Series
    places: list[int]
    parent: Block | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks that are read as content, in order, and the lists among them.

    `depth` says for every block within how many lists it stands (between two of their parts).
    """

    blocks: Sequence[Block]
    lists: Sequence[ListOutline]
    depth: Sequence[int] = field(default_factory=list)


def make_outline(blocks: Sequence[Block]) -> Outline:
    """Turn numbered headings into headings, and find how the remaining lists lie in one another."""
    open_blocks = [block for block in blocks if block.role is None]
    lists = _lists(open_blocks)
    numbered = [one for one in lists if not _are_headings(one, open_blocks)]
    _nest(numbered, open_blocks)
    return Outline(open_blocks, numbered, _depths(numbered, len(open_blocks)))


def _lists(blocks: Sequence[Block]) -> list[ListOutline]:
    """The lists in the order of their first parts."""
    found: dict[int, ListOutline] = {}
    for place, block in enumerate(blocks):
        if block.series is not None:
            one = found.setdefault(id(block.series), ListOutline(block.series, []))
            one.places.append(place)
    return list(found.values())


def _are_headings(one: ListOutline, blocks: Sequence[Block]) -> bool:
    """Whether all parts of a list are short titles with text below; then they become headings."""
    sort = one.series.items[0][1].sort
    parts = [blocks[place] for place in one.places]
    below = list(_below(one.places, blocks))
    if len(parts) < FEWEST_HEADINGS or sort not in FEWEST_PARAGRAPHS or not all(below):
        return False
    paragraphs = sum(block.shape == "text" for group in below for block in group)
    if paragraphs < FEWEST_PARAGRAPHS[sort] * len(parts) or not all(map(_is_title, parts)):
        return False
    for block in parts:
        block.keep_mark()
        block.shape, block.series = "heading", None
    return True


def _is_title(block: Block) -> bool:
    return is_heading_like(block.text) and not ends_sentence(block.text)


def _below(places: Sequence[int], blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks below each part, before the next."""
    for place, following in zip(places, [*places[1:], len(blocks)], strict=True):
        yield blocks[place + 1 : following]


def _nest(lists: Iterable[ListOutline], blocks: Sequence[Block]) -> None:
    """Find for every list the part of another list that it stands in."""
    around: list[ListOutline] = []
    for one in lists:
        first, last = one.places[0], one.places[-1]
        while around and around[-1].places[-1] < first and not _hangs_on(one, around[-1], blocks):
            around.pop()
        for outer in reversed(around):
            following = bisect_right(outer.places, first)
            is_within = following == len(outer.places) or last < outer.places[following]
            if is_within:
                one.parent = blocks[outer.places[following - 1]]
                break
        around.append(one)


def _hangs_on(one: ListOutline, outer: ListOutline, blocks: Sequence[Block]) -> bool:
    """Whether a list that begins right below the last part of another belongs to that part."""
    part, first = blocks[outer.places[-1]], blocks[one.places[0]]
    if one.series.items[0][1].number.startswith(f"{outer.series.last.number}."):
        return True
    if one.places[0] != outer.places[-1] + 1:
        return False
    is_lead = not part.has_text or part.tail.endswith((":", "："))
    return is_lead or first.indent > part.indent


def _depths(lists: Iterable[ListOutline], count: int) -> list[int]:
    steps = [0] * (count + 1)
    for one in lists:
        steps[one.places[0]] += 1
        steps[one.places[-1]] -= 1
    return list(accumulate(steps))[:count]
