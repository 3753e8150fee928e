"""Lines put together into blocks: paragraphs, marked headings, items of lists, bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.readers.dates_in_text import is_only_date
from tracker.readers.drafts import Role
from tracker.readers.headings import is_title_like
from tracker.readers.joins import (
    COMMAS,
    Join,
    dangles,
    ends_sentence,
    is_divided,
    is_spaceless,
    join,
    starts_lower,
    text_words,
)
from tracker.readers.lines import SOFT_HYPHEN, Line, wrap_width
from tracker.readers.numbering import Mark, bullet_length, heading_span, read_marks
from tracker.readers.series import Marked, Series, find_series

Shape = Literal["text", "heading", "item", "bullet", "rule", "page"]

RULE = re.compile(r"[-–—_=*·•~#.\s]{3,}")
UNDERLINE = re.compile(r"=+|-{2,}")
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|seite|página|pagina|стр\.?|с\.)\s*)?\d{1,3}"
    r"(?:\s*(?:/|of|de|von|из|з)\s*\d{1,3})?[-–—\s]*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
SALUTATION = 60
DASHES = "-–—"


@dataclass(slots=True, eq=False)
class Block:
    """Lines that belong together, and their text as one.

    `marks` are characters of a line that are in no text; `divided` words may hold a hyphen too
    many. `level` counts a marked heading's depth; `after_gap` says an empty line stands before.
    `role` is empty until a later step of the reading has taken the block for something.
    """

    shape: Shape
    lines: list[int]
    parts: list[str]
    indent: int
    after_gap: bool
    marks: list[tuple[int, str]] = field(default_factory=list)
    divided: list[tuple[int, str]] = field(default_factory=list)
    level: int = 0
    role: Role | None = None
    series: Series | None = None
    place: int = 0
    printed: str = ""

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def text(self) -> str:
        return "".join(self.parts).replace(SOFT_HYPHEN, "")

    @property
    def tail(self) -> str:
        """The last line's share of the text: what follows has to go on with it."""
        return self.parts[-1]

    @property
    def has_text(self) -> bool:
        return any(self.parts)

    def keep_mark(self) -> None:
        """Make the printed mark a part of the text again: it numbers nothing."""
        if self.printed:
            self.parts[0] = f"{self.printed} {self.parts[0]}" if self.parts[0] else self.printed
            self.printed = ""
            del self.marks[0]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text in order, and the series that its numbered items form."""

    blocks: list[Block]
    series: list[Series]


def make_blocks(lines: Sequence[Line]) -> Blocks:
    """Join broken lines and tell paragraphs, items and headings apart, in one pass."""
    series = find_series(_marked(lines))
    items = {line: (one, place) for one in series for place, line in enumerate(one.lines)}
    builder = _Builder(
        wrap_width(lines), text_words("\n".join(line.words for line in lines)), items
    )
    for line in lines:
        builder.take(line)
    return Blocks(builder.blocks, series)


def _marked(lines: Sequence[Line]) -> list[Marked]:
    found: list[Marked] = []
    is_attached, after_gap = False, False
    for line in lines:
        if not line.words:
            after_gap = True
            continue
        marks = read_marks(line.words)
        if marks and not is_only_date(line.words):
            found.append(Marked(line.number, marks, line.indent, is_attached))
            is_attached = True
        elif after_gap:
            is_attached = False
        after_gap = False
    return found


@dataclass(slots=True)
class _Builder:
    """The state of the pass: the blocks so far, and whether an empty line came last."""

    width: int
    words: frozenset[str]
    items: dict[int, tuple[Series, int]]
    blocks: list[Block] = field(default_factory=list)
    after_gap: bool = True
    last_words: str = ""

    def take(self, line: Line) -> None:
        if not line.words:
            self.after_gap = True
            return
        if not self._underline(line):
            self._place(line)
        self.after_gap, self.last_words = False, line.words

    def _place(self, line: Line) -> None:
        heading = heading_span(line.words)
        bullet = bullet_length(line.words)
        if line.number in self.items:
            self._item(line)
        elif RULE.fullmatch(line.words):
            self._new("rule", line, line.words)
        elif self.after_gap and PAGE_NUMBER.fullmatch(line.words):
            self._new("page", line, line.words)
        elif heading:
            self._heading(line, heading)
        elif self._goes_on(line, bullet):
            self._append(line)
        elif bullet and line.words[bullet:]:
            self._new("bullet", line, line.words[bullet:], line.words[:bullet].strip())
        else:
            self._new("text", line, line.words)

    def _underline(self, line: Line) -> bool:
        """A line of === or --- right below a single line makes that one a heading."""
        above = self.blocks[-1] if self.blocks else None
        if self.after_gap or above is None or not UNDERLINE.fullmatch(line.words):
            return False
        if above.shape != "text" or len(above.lines) > 1:
            return False
        above.shape, above.level = "heading", 1 if line.words.startswith("=") else 2
        above.lines.append(line.number)
        above.marks.append((line.number, line.words))
        return True

    def _heading(self, line: Line, span: tuple[int, int, int]) -> None:
        level, start, end = span
        self._new("heading", line, line.words[start:end])
        self.blocks[-1].level = level
        self._mark(line, f"{line.words[:start].strip()} {line.words[end:].strip()}".strip())

    def _item(self, line: Line) -> None:
        series, place = self.items[line.number]
        mark: Mark = series.items[place][1]
        printed = line.words[: mark.length].strip()
        self._new("item", line, line.words[mark.length :].strip(), printed)
        self.blocks[-1].series, self.blocks[-1].place = series, place

    def _new(self, shape: Shape, line: Line, text: str, printed: str = "") -> None:
        block = Block(shape, [line.number], [text], line.indent, self.after_gap, printed=printed)
        self.blocks.append(block)
        self._mark(line, printed)

    def _mark(self, line: Line, characters: str) -> None:
        if characters:
            self.blocks[-1].marks.append((line.number, characters))

    def _last(self) -> Block | None:
        """The block that a line could go on; page numbers and rules do not come between."""
        for block in self.blocks[-2:][::-1]:
            if block.shape != "page":
                return block
        return None

    def _goes_on(self, line: Line, bullet: int) -> bool:
        """Whether the line continues the last block."""
        block = self._last()
        if block is None or block.shape in ("heading", "rule"):
            return False
        if not block.tail:
            # "Article 1" alone on its line: its text comes below.
            return not bullet
        if bullet:
            # A dash that a wrapped line happens to begin with.
            is_dash = line.words[0] in DASHES and block.shape == "text"
            return is_dash and not ends_sentence(block.tail) and self._is_wrapped(line, block)
        if self._is_wrapped(line, block):
            return True
        is_inside_item = block.shape != "text" and line.indent > block.indent
        if is_inside_item and not self.after_gap and not ends_sentence(block.tail):
            return True
        return self._is_broken(line, block)

    def _is_wrapped(self, line: Line, block: Block) -> bool:
        """Whether the line above ended only because the next word did not fit."""
        if self.after_gap or not self.width or block is not self.blocks[-1]:
            return False
        first_word = line.words.split(" ", 1)[0]
        needed = 1 if is_spaceless(first_word[0]) else len(first_word)
        return len(self.last_words) + 1 + needed > self.width

    def _is_broken(self, line: Line, block: Block) -> bool:
        """Whether the last block stops in the middle of a sentence that this line goes on with."""
        tail = block.tail
        if self.after_gap and (self._is_title(block) or _is_salutation(block)):
            return False
        if self.after_gap and ADDRESS.match(line.words):
            return False
        if is_divided(tail, line.words):
            return not self.after_gap or starts_lower(line.words)
        if ends_sentence(tail):
            return False
        if dangles(tail):
            return not self.after_gap or not tail.endswith(COMMAS) or starts_lower(line.words)
        return starts_lower(line.words)

    def _is_title(self, block: Block) -> bool:
        return block is self.blocks[0] and is_title_like(block.text) and not dangles(block.tail)

    def _append(self, line: Line) -> None:
        block = self._last()
        assert block is not None  # noqa: S101  # _goes_on has seen it
        joined = join(block.tail, line.words, self.words) if block.tail else Join("")
        block.parts[-1:] = [joined.first + joined.gap, line.words]
        if joined.dropped:
            block.marks.append((block.lines[-1], joined.dropped))
        if joined.divided:
            block.divided.append((block.lines[-1], joined.divided))
        block.lines.append(line.number)


def _is_salutation(block: Block) -> bool:
    """ "Dear friends," and an empty line: a letter begins, nothing is broken."""
    return len(block.parts) == 1 and len(block.tail) < SALUTATION and block.tail.endswith(COMMAS)
