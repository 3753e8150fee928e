"""The numbered parts of a text: points, demands and slogans, with what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.choices import ClauseKind
from tracker.readers.blocks import Block
from tracker.readers.clause_texts import Numbers, Part, make_clauses
from tracker.readers.drafts import Clause
from tracker.readers.headings import is_heading_like
from tracker.readers.outlines import ListOutline, Outline
from tracker.readers.slogans import announces_demands, announces_slogans

MOST_AFTER_DEMANDS = 2
LONGEST_AFTER_DEMANDS = 500
COLONS = (":", "：")
SHOUTS = ("!", "！")


def read_clauses(outline: Outline) -> list[Clause]:
    """The clauses in order; their blocks get their roles, and so do paragraphs within points.

    A mark with nothing to number is unplaced.
    """
    parts = _numbered(outline)
    _attach(outline, parts)
    _attach_after_last(outline, parts)
    parts |= _bullets(outline)
    parents = {part.parent for part in parts.values()}
    numbers = Numbers()
    clauses: list[Clause] = []
    for block in outline.blocks:
        part = parts.get(block)
        if part is None:
            continue
        if not (block.has_text or part.more or part.number in parents):
            block.role = "unplaced"
            continue
        clauses += make_clauses(part, numbers)
    return clauses


def _numbered(outline: Outline) -> dict[Block, Part]:
    """A part for every item; the number of one within another begins with that one's number."""
    parts: dict[Block, Part] = {}
    taken: dict[str, int] = {}
    for one in outline.lists:
        parent = parts[one.parent].number if one.parent else ""
        prefix = _prefix(one, parent, taken)
        for place in one.places:
            block = outline.blocks[place]
            block.role = "clause"
            number = prefix + _number(block)
            parts[block] = Part(block, number, ClauseKind.POINT, parent)
    return parts


def _prefix(one: ListOutline, parent: str, taken: dict[str, int]) -> str:
    """What keeps the numbers of this list apart from those of another list that starts anew."""
    first = one.series.items[0][1]
    if parent:
        # "1.2" says itself that it is part of 1.
        return "" if first.number.startswith(f"{parent}.") else f"{parent}."
    count = taken[first.number] = taken.get(first.number, 0) + 1
    return "" if count == 1 else f"{count}-"


def _number(block: Block) -> str:
    assert block.series is not None  # noqa: S101  # only items are asked
    return block.series.number(block.place)


def _attach(outline: Outline, parts: dict[Block, Part]) -> None:
    """Give what stands between two parts of a list to the part above it, up to a heading."""
    part: Part | None = None
    for place, block in enumerate(outline.blocks):
        if block in parts:
            part = parts[block]
        elif _is_heading(outline.blocks, place):
            part = None
        elif part and outline.depth[place] and block.shape in ("text", "bullet"):
            _give(part, block)


def _is_heading(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    if block.shape == "heading":
        return True
    has_text_below = place + 1 < len(blocks)
    return block.shape == "text" and has_text_below and is_heading_like(block.text)


def _give(part: Part, block: Block) -> None:
    part.more.append(block)
    block.role = "clause"


def _attach_after_last(outline: Outline, parts: dict[Block, Part]) -> None:
    """Give the last part of each list what follows it, where the text shows that it belongs."""
    for one in outline.lists:
        part = parts[outline.blocks[one.places[-1]]]
        usual = _usual_paragraphs(one, outline, parts)
        for block in islice(outline.blocks, one.places[-1] + 1, None):
            is_free = block.role is None and block.shape in ("text", "bullet")
            if not (is_free and _belongs(part, block, usual)):
                break
            _give(part, block)


def _usual_paragraphs(one: ListOutline, outline: Outline, parts: dict[Block, Part]) -> int:
    """How many paragraphs each earlier part has below its first; 0 if some part has none."""
    earlier = [parts[outline.blocks[place]] for place in one.places[:-1]]
    return min((sum(more.shape == "text" for more in part.more) for part in earlier), default=0)


def _belongs(part: Part, block: Block, usual: int) -> bool:
    """Whether a block below the last part of a list goes on with it."""
    item = part.block
    if block.indent > item.indent and (block.shape == "bullet" or block.after_gap):
        return True
    if item.tail.endswith(COLONS):
        is_slogan = announces_slogans(item.text) and block.tail.endswith(SHOUTS)
        return block.shape == "bullet" or is_slogan or not part.more
    return block.shape == "text" and len(part.more) < usual


def _bullets(outline: Outline) -> dict[Block, Part]:
    """Bullets that are demands or slogans of the text as a whole, counted from 1."""
    parts: dict[Block, Part] = {}
    counts = {ClauseKind.DEMAND: 0, ClauseKind.SLOGAN: 0}
    for places in _groups(outline.blocks):
        kind = _announced(outline.blocks, places) or _closing(outline, places)
        if kind is None:
            continue
        for block in map(outline.blocks.__getitem__, places):
            counts[kind] += 1
            parts[block] = Part(block, str(counts[kind]), kind)
            block.role = "slogan" if kind == ClauseKind.SLOGAN else "clause"
    return parts


def _groups(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The places of bullets that follow one another; a page's end does not divide them."""
    group: list[int] = []
    for place, block in enumerate(blocks):
        if block.shape == "bullet" and block.role is None:
            group.append(place)
        elif group and block.shape not in ("page", "rule"):
            yield group
            group = []
    if group:
        yield group


def _announced(blocks: Sequence[Block], places: Sequence[int]) -> ClauseKind | None:
    """What the line above a run of bullets says that they are."""
    above = blocks[places[0] - 1] if places[0] else None
    if above and (above.tail.endswith(COLONS) or _is_heading(blocks, places[0] - 1)):
        if announces_slogans(above.text):
            return ClauseKind.SLOGAN
        if announces_demands(above.text):
            return ClauseKind.DEMAND
    return None


def _closing(outline: Outline, places: Sequence[int]) -> ClauseKind | None:
    """Bullets that close a text are its demands; below numbered points, only if they exclaim."""
    blocks = outline.blocks
    is_plain = outline.lists and not all(blocks[place].tail.endswith(SHOUTS) for place in places)
    if is_plain or not _is_end(blocks, places[-1] + 1):
        return None
    return ClauseKind.DEMAND


def _is_end(blocks: Sequence[Block], after: int) -> bool:
    """Whether little text is left from this place on: a call, a place and date, a signature."""
    texts = 0
    length = 0
    for block in islice(blocks, after, None):
        if block.shape == "text" and block.role is None:
            texts, length = texts + 1, length + len(block.text)
        elif block.shape not in ("page", "rule"):
            return False
        if texts > MOST_AFTER_DEMANDS or length > LONGEST_AFTER_DEMANDS:
            return False
    return True
