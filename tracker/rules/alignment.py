"""Which part of a translation says what which part of the wording says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# A line that begins with a number as printed: "4. …", "(iv) …", "٤ - …".
NUMBERED = re.compile(r"^[\s\W]{0,3}?(?P<number>\w{1,12})\s*[.)\]:،、．·–-]\s*(?P<text>\S.*)?$")
# A line of dashes alone divides the clauses from what follows them.
DIVIDER = re.compile(r"^\s*-{3,}\s*$")


@dataclass(frozen=True, slots=True)
class Wording:
    """Text before the clauses; these in their order, as (anchor, number, text); text after them."""

    text: str
    clauses: tuple[tuple[str, str, str], ...] = ()
    closing: str = ""


@dataclass(slots=True)
class Parts:
    """A translation cut up: its clauses by anchor; one that it lacks is not there."""

    text: str = ""
    clauses: dict[str, str] = field(default_factory=dict)
    closing: str = ""


def parts_of(translation: str, clauses: Sequence[tuple[str, str]]) -> Parts:
    """Cut a translation at the numbers of these clauses: (anchor, number), in their order.

    A clause begins at a line that begins with its number, behind the clause before. Numbers in
    other digits are the same numbers. Behind the clauses, a line of dashes begins the closing text.
    """
    lines: dict[str, list[str]] = {"": []}
    closing: list[str] | None = None
    here, following = "", 0
    for line in translation.replace("\r\n", "\n").split("\n"):
        if closing is not None:
            closing.append(line)
            continue
        if following and DIVIDER.match(line):
            closing = []
            continue
        found = _begun(line, clauses, following)
        if found is not None:
            place, words = found
            here, following = clauses[place][0], place + 1
            lines[here] = []
        lines[here].append(line if found is None else words)
    texts = {anchor: "\n".join(some).strip() for anchor, some in lines.items()}
    return Parts(texts.pop(""), texts, "\n".join(closing or ()).strip())


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs and headings, as empty lines divide them."""
    return [one.strip() for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]


def side_by_side(left: str, right: str) -> list[tuple[str, str]]:
    """Paragraphs that stand for each other; two texts of which one has more are one pair."""
    some, others = paragraphs_of(left), paragraphs_of(right)
    if len(some) == len(others):
        return list(zip(some, others, strict=True))
    return [("\n\n".join(some), "\n\n".join(others))]


def changed_clauses(older: Wording, newer: Wording) -> tuple[set[str], set[str]]:
    """The anchors of clauses that read otherwise in the newer wording, or that the older lacks."""
    before = {anchor: text for anchor, _number, text in older.clauses}
    changed = {
        anchor for anchor, _number, text in newer.clauses if before.get(anchor, text) != text
    }
    return changed, {anchor for anchor, _number, _text in newer.clauses} - set(before)


def _begun(line: str, clauses: Sequence[tuple[str, str]], following: int) -> tuple[int, str] | None:
    """Which clause, of those that follow, begins on this line, and what it says there."""
    match = NUMBERED.match(line)
    if match is None:
        return None
    number = _plain(match["number"])
    rest = enumerate(clauses[following:], start=following)
    place = _first(place for place, (_anchor, printed) in rest if _plain(printed) == number)
    return None if place is None else (place, match["text"] or "")


def _first(places: Iterable[int]) -> int | None:
    return next(iter(places), None)


def _plain(number: str) -> str:
    """A number in the digits of English, without case."""
    digits = (str(unicodedata.digit(one, one)) for one in number)
    return "".join(digits).casefold()
