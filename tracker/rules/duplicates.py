"""Names that may mean the same signatory: suggested to a person, never merged by a program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tracker.rules.names import blocking_keys, fold

ALIKE = 88
# A key that this many names share ("wome-" in a list of women's institutes) says nothing.
LARGEST_BLOCK = 60
NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """One suggestion: the name on this line looks like another name, by this much (0 to 100)."""

    line: int
    name: str
    other: str
    score: int


def likely_duplicates(
    names: Iterable[tuple[int, str]], known: Iterable[str] = ()
) -> list[LikelyDuplicate]:
    """Suggestions for (line, name) pairs, against the known names and the list's own earlier ones.

    Names that fold to the same text are not suggested: they *are* the same to every search.
    The best score comes first within a line. Ten thousand names take seconds: only names that
    share an uncommon word's beginning or end, or stand side by side in the alphabet, are compared.
    """
    listed = [(line, name) for line, name in names]
    rivals = list(dict.fromkeys(known))
    texts = [fold(name) for name in rivals] + [fold(name) for _, name in listed]
    everybody = rivals + [name for _, name in listed]
    candidates = _candidates(texts)
    found: list[LikelyDuplicate] = []
    for position, (line, name) in enumerate(listed, start=len(rivals)):
        earlier = sorted(other for other in candidates[position] if other < position)
        found += [
            LikelyDuplicate(line, name, everybody[other], score)
            for other, score in _alike(texts, position, earlier)
        ]
    return found


def _candidates(texts: Sequence[str]) -> list[set[int]]:
    """For each text, the positions of the texts it is worth comparing with."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        for key in blocking_keys(text):
            blocks[key].append(position)
    worth: list[set[int]] = [set() for _ in texts]
    for block in blocks.values():
        if len(block) <= LARGEST_BLOCK:
            for position in block:
                worth[position].update(block)
    order = sorted(range(len(texts)), key=texts.__getitem__)
    for place, position in enumerate(order):
        near = order[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
        worth[position].update(near)
    return worth


def _alike(texts: Sequence[str], position: int, others: list[int]) -> list[tuple[int, int]]:
    """(position, score) of those alike, best first; each differing text once."""
    choices = {other: texts[other] for other in others if texts[other] != texts[position]}
    scored = process.extract(
        texts[position], choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None
    )
    seen: set[str] = set()
    best: list[tuple[int, int]] = []
    for text, score, other in scored:
        if text not in seen:
            seen.add(text)
            best.append((other, round(score)))
    return best
