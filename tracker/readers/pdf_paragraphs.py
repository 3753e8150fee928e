"""Printed lines, with their places on paper, put together again into paragraphs and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

from tracker.readers.joins import ends_sentence, is_divided, join, starts_lower, text_words
from tracker.readers.numbering import bullet_length, read_marks

# Sizes and gaps as parts of the letters' size.
SAME_SIZE = 0.1
LARGER = 1.15
WIDE_GAP = 0.25
SPACE = 0.25
INDENT = 0.8
LONGEST_HEADING = 200
# An unfinished line that is so long, as a part of the page's width, goes on in the next.
LONG_LINE = 0.7


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page: its words, its edges in points from the top left, its letters' size.

    `first_word` is the width of its first word.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_word: float


@dataclass(frozen=True, slots=True)
class Print:
    """How a document is set: the size of its letters, its margins, the gap between its lines."""

    size: float
    left: float
    right: float
    gap: float


def paragraphs(lines: Sequence[PrintedLine]) -> tuple[str, list[str]]:
    """The text with one line per paragraph, and a note for every word with a doubtful hyphen."""
    if not lines:
        return "", []
    setting = _setting(lines)
    words = text_words("\n".join(line.text for line in lines))
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, setting):
            groups[-1].append(line)
        else:
            groups.append([line])
    pieces = [_joined(group, words) for group in groups]
    largest = max(group[0].size for group in groups)
    texts = [
        _heading_mark(group, text, setting, largest) + text
        for group, (text, _divided) in zip(groups, pieces, strict=True)
    ]
    notes = [
        _("“%(word)s” was divided at the end of a line: does the hyphen belong to it?")
        % {"word": word}
        for _text, divided in pieces
        for word in divided
    ]
    return "\n\n".join(texts), notes


def _setting(lines: Sequence[PrintedLine]) -> Print:
    size = median(line.size for line in lines for _letter in range(len(line.text)))
    body = [line for line in lines if abs(line.size - size) <= SAME_SIZE * size]
    gaps = [
        below.top - line.bottom
        for line, below in pairwise(body)
        if line.page == below.page and below.top > line.top
    ]
    # Most lines stand inside paragraphs: the smaller gaps are those between them.
    gaps.sort()
    return Print(
        size,
        min(line.left for line in body),
        max(line.right for line in body),
        gaps[len(gaps) // 4] if gaps else 0.0,
    )


def _goes_on(group: Sequence[PrintedLine], below: PrintedLine, setting: Print) -> bool:
    """Whether a paragraph's last line was broken only because the page ends at its right."""
    line = group[-1]
    if abs(line.size - below.size) > SAME_SIZE * line.size or _has_mark(below):
        return False
    if line.page == below.page and below.top - line.bottom > setting.gap + WIDE_GAP * line.size:
        return False
    if line.size > LARGER * setting.size:
        return line.page == below.page
    is_hanging = _has_mark(group[0]) and below.left > group[0].left + WIDE_GAP * line.size
    if is_hanging or _is_broken(line, below, setting):
        return True
    if line.right + SPACE * line.size + below.first_word < setting.right:
        return False
    # Between two pages no gap shows where a paragraph ends.
    return line.page == below.page and not _starts_paragraph(line, below, setting)


def _has_mark(line: PrintedLine) -> bool:
    return bool(bullet_length(line.text) or read_marks(line.text))


def _is_broken(line: PrintedLine, below: PrintedLine, setting: Print) -> bool:
    """Whether a sentence goes on in the next line."""
    if ends_sentence(line.text):
        return False
    is_long = line.right > setting.left + LONG_LINE * (setting.right - setting.left)
    return is_long or starts_lower(below.text) or is_divided(line.text, below.text)


def _starts_paragraph(line: PrintedLine, below: PrintedLine, setting: Print) -> bool:
    """Whether the edge moves: in, for a first line, or out again below an indented item."""
    moved = below.left - line.left
    is_first_line = moved > INDENT * setting.size and not _has_mark(line)
    return is_first_line or moved < -INDENT * setting.size


def _joined(group: Sequence[PrintedLine], words: frozenset[str]) -> tuple[str, list[str]]:
    """The lines of a paragraph as one, and the words in it of which the hyphen is unsure."""
    parts = [group[0].text]
    divided: list[str] = []
    for line in group[1:]:
        joined = join(parts[-1], line.text, words)
        parts[-1:] = [joined.first + joined.gap, line.text]
        if joined.divided:
            divided.append(joined.divided)
    return "".join(parts), divided


def _heading_mark(group: Sequence[PrintedLine], text: str, setting: Print, largest: float) -> str:
    if group[0].size <= LARGER * setting.size or len(text) > LONGEST_HEADING:
        return ""
    return "# " if group[0].size == largest else "## "
