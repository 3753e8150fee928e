"""What changed between two texts, word by word, as a person would mark it on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

Kind = Literal["same", "removed", "added"]

# The comparison keeps one bit per pair: 25 MB at most, and a fraction of a second.
MOST_PAIRS = 200_000_000
# Between two changes, this many unchanged words read better as part of the change.
ISLAND_WORDS = 1

PARAGRAPHS = re.compile(r".*?(?:\n[^\S\n]*)+|.+", re.DOTALL)
SENTENCES = re.compile(r".+?[.!?…。！？؟۔।]+[\"”’»)\]]*\s*|.+", re.DOTALL)
# Chinese and Japanese write no spaces between words: there every character is one.
WORDS = re.compile(r"\s+|[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\W぀-ヿ㐀-䶿一-鿿豈-﫿]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that is the same in both, removed from the old or added in the new."""

    kind: Kind
    text: str


class _Step(NamedTuple):
    """A stretch of the comparison: the pieces it covers on the old and on the new side."""

    is_same: bool
    old: Sequence[str]
    new: Sequence[str]


def difference(old: str, new: str) -> list[Change]:
    """The changes that make `new` from `old`, in order, white space and paragraphs kept.

    "same" and "removed" together spell the old text, "same" and "added" the new one. Whole
    paragraphs are compared first, then sentences, then words, so that a long text takes little
    longer than reading it; what has nothing in common is given as removed and added whole.
    """
    return list(_joined(_changes(_readable(list(_compare(old, new))))))


def same_after_whitespace(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but spaces, tabs and line ends."""
    return old.split() == new.split()


def _compare(old: str, new: str, levels: tuple[re.Pattern[str], ...] = ()) -> Iterator[_Step]:
    """Steps of equal and unequal words; the patterns say how to cut, coarsest first."""
    pattern, *finer = levels or (PARAGRAPHS, SENTENCES, WORDS)
    for step in _aligned(pattern.findall(old), pattern.findall(new)):
        if step.is_same or not (step.old and step.new) or not finer:
            yield step
        else:
            yield from _compare("".join(step.old), "".join(step.new), tuple(finer))


def _aligned(old: list[str], new: list[str]) -> Iterator[_Step]:
    """Equal stretches as long as they can be, with the unequal ones between them."""
    if len(old) * len(new) > MOST_PAIRS:
        yield _Step(False, old, new)
        return
    opcodes = LCSseq.opcodes(old, new)
    for is_same, group in groupby(opcodes, key=lambda code: code.tag == "equal"):
        codes = list(group)
        yield _Step(
            is_same,
            old[codes[0].src_start : codes[-1].src_end],
            new[codes[0].dest_start : codes[-1].dest_end],
        )


def _readable(steps: list[_Step]) -> Iterator[_Step]:
    """A lone word that happens to survive between two changes is made part of them."""
    pending: _Step | None = None
    for place, step in enumerate(steps):
        is_between = 0 < place < len(steps) - 1
        if step.is_same and not (is_between and _is_island(step.old)):
            if pending:
                yield pending
            pending = None
            yield step
        elif pending:
            pending = _Step(False, [*pending.old, *step.old], [*pending.new, *step.new])
        else:
            pending = step
    if pending:
        yield pending


def _is_island(pieces: Sequence[str]) -> bool:
    text = "".join(pieces)
    return "\n" not in text and len(WORDS.findall(text.strip())) <= ISLAND_WORDS


def _changes(steps: Iterator[_Step]) -> Iterator[Change]:
    for step in steps:
        if step.is_same:
            yield Change("same", "".join(step.old))
            continue
        if step.old:
            yield Change("removed", "".join(step.old))
        if step.new:
            yield Change("added", "".join(step.new))


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    for kind, group in groupby(changes, key=lambda change: change.kind):
        yield Change(kind, "".join(change.text for change in group))
