"""What changed between two texts, word by word, as a person would mark it on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORDS = re.compile(rf"\s+|[{SPACELESS}]|[^\W{SPACELESS}]+|[^\w\s]")


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
    return list(_changes(_readable(_merged(_compare(old, new)))))


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


def _merged(steps: Iterable[_Step]) -> list[_Step]:
    """The steps with equal ones side by side made one, and unequal ones too."""
    merged: list[_Step] = []
    for is_same, run in groupby(steps, key=lambda step: step.is_same):
        group = list(run)
        old = [piece for step in group for piece in step.old]
        merged.append(_Step(is_same, old, [piece for step in group for piece in step.new]))
    return merged


def _readable(steps: list[_Step]) -> list[_Step]:
    """A lone word that happens to survive between two changes is made part of them."""
    last = len(steps) - 1
    return _merged(
        step._replace(is_same=False) if 0 < place < last and _is_island(step) else step
        for place, step in enumerate(steps)
    )


def _is_island(step: _Step) -> bool:
    text = "".join(step.old)
    return step.is_same and "\n" not in text and len(WORDS.findall(text.strip())) <= ISLAND_WORDS


def _changes(steps: Iterable[_Step]) -> Iterator[Change]:
    for step in steps:
        if step.is_same:
            yield Change("same", "".join(step.old))
            continue
        if step.old:
            yield Change("removed", "".join(step.old))
        if step.new:
            yield Change("added", "".join(step.new))
