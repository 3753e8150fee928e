"""The head of a text: its title, and its date as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from tracker.readers.blocks import Block
from tracker.readers.dates_in_text import PrintedDate, date_of_line
from tracker.readers.headings import is_title_like

NEAR_TOP = 8
NEAR_END = 4
LONGEST_ABOVE = 100


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: the title's text, and the date with the block that it stands in."""

    title: str = ""
    date: PrintedDate | None = None
    date_block: Block | None = None


def read_head(blocks: Sequence[Block]) -> Head:
    """Find title and date, and mark their blocks; what stands above a marked title is unplaced."""
    content = [block for block in blocks if block.shape in ("text", "heading")]
    dated = _dated(content)
    title = _marked_title(blocks, content) or _first_title(blocks, dated)
    if title is None:
        _mark_date(dated)
        return Head("", *_date(dated))
    title.role = "title"
    if dated and dated[0] is title:
        # The title names the date itself.
        return Head(title.text, dated[1], title)
    _mark_date(dated)
    for block in blocks[: blocks.index(title)]:
        block.role = block.role or "unplaced"
    return Head(title.text, *_date(dated))


def _dated(content: Sequence[Block]) -> tuple[Block, PrintedDate] | None:
    """The first block near the top, or else near the end, that is little more than a date."""
    near_top, near_end = content[:NEAR_TOP], content[NEAR_TOP:][-NEAR_END:]
    for block in (*near_top, *near_end):
        date = date_of_line(block.text) if len(block.lines) == 1 else None
        if date:
            return block, date
    return None


def _marked_title(blocks: Sequence[Block], content: Sequence[Block]) -> Block | None:
    """The only heading of the first rank, as on a web page; the first block if it is a heading.

    Above such a heading only menus and the like may stand: no paragraphs, and less than below it.
    """
    top = [block for block in content if block.shape == "heading" and block.level == 1]
    if len(top) == 1:
        above, below = _split(blocks, top[0])
        is_short = all(len(block.text) <= LONGEST_ABOVE for block in above)
        if not above or (is_short and _length(above) < _length(below)):
            return top[0]
    return content[0] if content and content[0].shape == "heading" else None


def _split(blocks: Sequence[Block], middle: Block) -> tuple[Sequence[Block], Sequence[Block]]:
    place = blocks.index(middle)
    return blocks[:place], blocks[place + 1 :]


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _first_title(blocks: Sequence[Block], dated: tuple[Block, PrintedDate] | None) -> Block | None:
    """The first block if it looks like a title; a menu or a dateline may stand above it."""
    shown = [block for block in blocks if block.shape not in ("page", "rule")]
    first = (_below_menu(shown) or shown)[:2]
    if dated and first and first[0] is dated[0]:
        if len(first) > 1 and _can_be_title(first[1]):
            return first[1]
        if dated[1].text == first[0].text:
            return None
    return first[0] if first and _can_be_title(first[0]) else None


def _below_menu(blocks: Sequence[Block]) -> Sequence[Block]:
    """What follows the bullets at the top of a web page, if it is a title with a text below."""
    below = list(dropwhile(lambda block: block.shape == "bullet", blocks))
    has_text = len(below) > 1 and below[1].shape == "text"
    return below if has_text and _can_be_title(below[0]) else ()


def _can_be_title(block: Block) -> bool:
    return block.shape == "text" and is_title_like(block.text)


def _mark_date(dated: tuple[Block, PrintedDate] | None) -> None:
    if dated:
        dated[0].role = "date"


def _date(dated: tuple[Block, PrintedDate] | None) -> tuple[PrintedDate | None, Block | None]:
    return (dated[1], dated[0]) if dated else (None, None)
