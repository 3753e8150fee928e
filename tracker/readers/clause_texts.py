"""The texts and numbers of clauses, once it is known which blocks belong to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tracker.choices import ClauseKind
from tracker.readers.blocks import Block
from tracker.readers.drafts import Clause
from tracker.readers.list_marks import letters
from tracker.readers.slogans import announces_slogans, slogans_in


@dataclass(slots=True)
class Part:
    """A clause in the making: its block, and the blocks that go on with it."""

    block: Block
    number: str
    kind: ClauseKind
    parent: str = ""
    more: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers given so far: none is given twice within one kind."""

    _given: Counter[tuple[ClauseKind, str]] = field(default_factory=Counter)

    def give(self, kind: ClauseKind, number: str) -> str:
        """The number itself or, if the text uses it again, with a letter: 3, then 3b."""
        self._given[kind, number] += 1
        count = self._given[kind, number]
        return number if count == 1 else number + letters(count)


def make_clauses(part: Part, numbers: Numbers) -> list[Clause]:
    """The clause of a part, and after it the slogans that it holds or that are listed below it."""
    number = numbers.give(part.kind, part.number)
    listed = _listed_slogans(part)
    text = _text(part)
    blocks = [part.block, *(block for block in part.more if block.role != "slogan")]
    span = (blocks[0].first, blocks[-1].lines[-1])
    clause = Clause(number, part.kind, text, span, part.parent, part.block.printed)
    quoted = slogans_in(text) if part.kind == ClauseKind.POINT else ()
    slogans = [(slogan, span, "") for slogan in quoted]
    slogans += [(block.text, (block.first, block.lines[-1]), block.printed) for block in listed]
    return [
        clause,
        *(
            Clause(_slogan(numbers, number, place), ClauseKind.SLOGAN, words, lines, number, mark)
            for place, (words, lines, mark) in enumerate(slogans, start=1)
        ),
    ]


def _slogan(numbers: Numbers, parent: str, place: int) -> str:
    return numbers.give(ClauseKind.SLOGAN, f"{parent}.{place}")


def _listed_slogans(part: Part) -> list[Block]:
    """The bullets below a point that speaks of slogans."""
    if part.kind != ClauseKind.POINT or not announces_slogans(part.block.text):
        return []
    listed = [block for block in part.more if block.shape == "bullet"]
    for block in listed:
        block.role = "slogan"
    return listed


def _text(part: Part) -> str:
    """The part's own text, paragraphs after an empty line, bullets on lines of their own."""
    pieces = [part.block.text] if part.block.has_text else []
    for block in part.more:
        if block.role == "slogan":
            continue
        block.keep_mark()
        gap = "\n" if block.shape == "bullet" else "\n\n"
        pieces.append(gap + block.text if pieces else block.text)
    return "".join(pieces)
