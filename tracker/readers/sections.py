"""What is left of a text when its head and its clauses are known: preamble and headed sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.readers.blocks import Block
from tracker.readers.drafts import Section
from tracker.readers.headings import is_heading_like
from tracker.readers.joins import ends_sentence

# So many short lines in a row are an address or a poem, not headings.
MOST_HEADINGS_IN_A_ROW = 2
# A heading in a text that was wrapped by hand takes two lines at most.
MOST_LINES = 2
OUTSIDE_TEXT = frozenset(("title", "date", "unplaced"))


@dataclass(slots=True)
class OpenSection:
    """A section in the making."""

    heading: str
    line: int
    paragraphs: list[str] = field(default_factory=list)


def read_sections(blocks: Sequence[Block]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Preamble and sections from the blocks that have no role yet; gives them theirs.

    Text that goes on after clauses opens a section without a heading.
    """
    _mark_headings(blocks)
    preamble = OpenSection("", 0)
    sections: list[OpenSection] = []
    current: OpenSection | None = preamble
    for block in blocks:
        if block.role in ("clause", "slogan"):
            current = None
        elif block.role == "heading":
            sections.append(current := OpenSection(block.text, block.first))
        elif block.role is None:
            if current is None:
                sections.append(current := OpenSection("", block.first))
            block.keep_mark()
            block.role = "preamble" if current is preamble else "paragraph"
            current.paragraphs.append(block.text)
    finished = (Section(one.heading, tuple(one.paragraphs), one.line) for one in sections)
    return tuple(preamble.paragraphs), tuple(finished)


def _mark_headings(blocks: Sequence[Block]) -> None:
    """Give headings their role: the marked ones, and short lines between paragraphs."""
    shown = [block for block in blocks if block.role not in OUTSIDE_TEXT]
    row: list[Block] = []
    for place, block in enumerate(shown):
        if block.role is None and block.shape == "heading":
            block.role = "heading"
        if _is_candidate(shown, place, row):
            row.append(block)
            continue
        _mark_row(row)
        row = []
    _mark_row(row)


def _mark_row(row: Sequence[Block]) -> None:
    if len(row) <= MOST_HEADINGS_IN_A_ROW:
        for block in row:
            block.role = "heading"


def _is_candidate(shown: Sequence[Block], place: int, row: Sequence[Block]) -> bool:
    """Whether a block can be a heading; `row` are the candidates right above it."""
    block = shown[place]
    if block.role or block.shape != "text" or len(block.lines) > MOST_LINES:
        return False
    if place + 1 == len(shown) or shown[place + 1].role == "after":
        return False
    above = shown[place - 1] if place and not row else None
    is_in_sentence = (
        above is not None
        and above.shape == "text"
        and above.role is None
        and not ends_sentence(above.tail)
    )
    return not is_in_sentence and is_heading_like(block.text)
