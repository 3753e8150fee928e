"""The account of a reading: what every line was taken for, and what found no place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tracker.readers.blocks import Block
from tracker.readers.drafts import LineReading, Role, Unplaced
from tracker.readers.heads import Head
from tracker.readers.lines import SOFT_HYPHEN, Line


def line_readings(
    lines: Iterable[Line], chosen: range, blocks: Iterable[Block], head: Head
) -> tuple[LineReading, ...]:
    """One reading for every line of the input; those not chosen are "outside"."""
    roles: dict[int, Role] = {}
    marks: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        roles |= dict.fromkeys(block.lines, block.role or "unplaced")
        for line, characters in block.marks if block.role != "unplaced" else ():
            marks[line].append(characters)
    for line, text in _beside_date(head):
        if not _has_words(text):
            marks[line].append(text)
    return tuple(
        LineReading(line.number, line.raw, _role(line, chosen, roles), " ".join(marks[line.number]))
        for line in lines
    )


def unplaced_parts(
    lines: Sequence[Line], blocks: Iterable[Block], head: Head
) -> tuple[Unplaced, ...]:
    """The characters of the chosen lines that are in no part of the draft, by line."""
    words = {line.number: line.words.rstrip(SOFT_HYPHEN) for line in lines}
    found = [
        Unplaced(line, words[line])
        for block in blocks
        if block.role == "unplaced"
        for line in block.lines
    ]
    found += [Unplaced(line, text) for line, text in _beside_date(head) if _has_words(text)]
    return tuple(sorted(found, key=lambda part: part.line))


def _role(line: Line, chosen: range, roles: dict[int, Role]) -> Role:
    if line.number not in chosen:
        return "outside"
    return roles[line.number] if line.words else "blank"


def _beside_date(head: Head) -> list[tuple[int, str]]:
    """What stands on the date's line before and after it: "Paris,"; nothing if it is the title."""
    if head.date is None or head.date_block is None or head.date_block.role != "date":
        return []
    text, line = head.date_block.text, head.date_block.first
    sides = (text[: head.date.start].strip(), text[head.date.end :].strip())
    return [(line, side) for side in sides if side]


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
