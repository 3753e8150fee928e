"""What a correction says of a text: all of a short one, of a long one the part that differs."""

from __future__ import annotations

from itertools import takewhile

LONGEST = 500
AROUND = 60
LEFT_OUT = "…"


def passages(old: str, new: str) -> tuple[str, str]:
    """The old and the new text as a correction names them.

    Of texts over LONGEST characters, the same beginning and end are left out but for some words
    around what differs.
    """
    if max(len(old), len(new)) <= LONGEST or not (old and new):
        return old, new
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    first, last = _begin(old, start), max(end - AROUND, 0)
    return _cut(old, first, last), _cut(new, first, last)


def _alike(one: str, other: str) -> int:
    """With how many characters the two begin alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _begin(text: str, start: int) -> int:
    """Where to begin so that some whole words stand before what differs."""
    from_here = max(start - AROUND, 0)
    space = text.find(" ", from_here, start)
    return space + 1 if from_here and space >= 0 else from_here


def _cut(text: str, first: int, last: int) -> str:
    before, after = LEFT_OUT if first else "", LEFT_OUT if last else ""
    return f"{before}{text[first : len(text) - last]}{after}"
