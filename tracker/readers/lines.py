"""A text cut into numbered lines, with what cannot be seen taken out of the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
# Zero-width spaces, soft hyphens, byte order marks and direction marks: copied along, never meant.
INVISIBLE = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
INVISIBLE_OUT = {ord(character): None for character in INVISIBLE}
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
TAB = 4
SOFT_HYPHEN = "\u00ad"

# A text is hard-wrapped when its lines end near one and the same column, as in e-mail.
WIDEST_WRAP = 120
FEWEST_WRAPPED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, as it came, its words without spare space, and its indent."""

    number: int
    raw: str
    words: str
    indent: int = 0


def is_blank(character: str) -> bool:
    """Whether a character leaves no mark on paper: space, control or invisible."""
    return character.isspace() or character in INVISIBLE or unicodedata.category(character) == "Cc"


def split_lines(text: str) -> list[Line]:
    """The lines of a text, whatever its line ends; the number of lines is one more than of ends."""
    return [_line(number, raw) for number, raw in enumerate(LINE_END.split(text), start=1)]


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which the text was wrapped; 0 if it was not.

    Only lines with another one directly below count, and only their middle: one long web address
    or one verse does not decide.
    """
    widths = sorted(
        len(line.words) for line, below in pairwise(lines) if line.words and below.words
    )
    widths = [width for width in widths if width <= WIDEST_WRAP]
    if len(widths) < FEWEST_WRAPPED:
        return 0
    width = widths[len(widths) * 9 // 10]
    near = sum(width * 4 // 5 <= other <= width for other in widths)
    return width if near * 2 >= len(widths) else 0


def _line(number: int, raw: str) -> Line:
    shown = CONTROL.sub(" ", raw).translate(INVISIBLE_OUT)
    words = " ".join(shown.split())
    if words and raw.rstrip().endswith(SOFT_HYPHEN):
        words += SOFT_HYPHEN
    margin = shown.expandtabs(TAB)
    return Line(number, raw, words, len(margin) - len(margin.lstrip()))
