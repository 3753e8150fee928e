"""The numbers of a Word document's lists, which its text does not hold: they are counted here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.readers.list_marks import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is printed: "%1." for the text, "lowerRoman" for the numbers."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Numbering:
    """One list of a document: the list it continues, its levels, and where they start anew."""

    series: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counters:
    """The numbers given so far; paragraphs must be asked for in the order of the document."""

    numberings: Mapping[str, Numbering]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, numbering_id: str, level: int) -> str:
        """What Word prints before the next paragraph of this list and level; "" for no mark."""
        numbering = self.numberings.get(numbering_id)
        if numbering is None or level not in numbering.levels:
            return ""
        counts = self._counts.setdefault(numbering.series, {})
        self._count(counts, numbering, numbering_id, level)
        shape = numbering.levels[level]
        if shape.format == "bullet":
            return "-"
        return re.sub(r"%([1-9])", lambda match: _number(counts, numbering, match), shape.text)

    def _count(
        self, counts: dict[int, int], numbering: Numbering, numbering_id: str, level: int
    ) -> None:
        start = numbering.levels[level].start
        if level in numbering.restarts and (numbering_id, level) not in self._restarted:
            self._restarted.add((numbering_id, level))
            counts.pop(level, None)
            start = numbering.restarts[level]
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]


def read_numberings(root: Any) -> dict[str, Numbering]:
    """Every list that word/numbering.xml describes, by its id; none without that part."""
    if root is None:
        return {}
    shapes = {
        abstract.get(W + "abstractNumId"): _levels(abstract.iter(W + "lvl"))
        for abstract in root.iter(W + "abstractNum")
    }
    return {number.get(W + "numId"): _numbering(number, shapes) for number in root.iter(W + "num")}


def read_style_numbers(root: Any) -> dict[str, tuple[str, int]]:
    """The list and level that a paragraph style brings with it, inherited ones included."""
    if root is None:
        return {}
    styles = {style.get(W + "styleId"): style for style in root.iter(W + "style")}
    found = {name: _inherited(style, styles) for name, style in styles.items()}
    return {name: number for name, number in found.items() if number is not None}


def list_place(properties: Any) -> tuple[str, int] | None:
    """List id and level in a paragraph's or style's properties; None where they name no list."""
    place = None if properties is None else properties.find(W + "numPr")
    if place is None or (number := place.find(W + "numId")) is None:
        return None
    level = place.find(W + "ilvl")
    return number.get(W + "val", ""), 0 if level is None else whole(level)


def whole(element: Any, otherwise: int = 0) -> int:
    """The whole number in an element's value."""
    text = "" if element is None else element.get(W + "val", "")
    return int(text) if text.isascii() and text.isdigit() else otherwise


def _inherited(style: Any, styles: Mapping[str, Any]) -> tuple[str, int] | None:
    seen: set[str] = set()
    while style is not None and style.get(W + "styleId") not in seen:
        seen.add(style.get(W + "styleId"))
        place = list_place(style.find(W + "pPr"))
        if place is not None:
            return place
        parent = style.find(W + "basedOn")
        style = None if parent is None else styles.get(parent.get(W + "val", ""))
    return None


def _levels(elements: Iterable[Any]) -> dict[int, Level]:
    return {int(element.get(W + "ilvl", "0")): _level(element) for element in elements}


def _level(element: Any) -> Level:
    shape, text = element.find(W + "numFmt"), element.find(W + "lvlText")
    return Level(
        "decimal" if shape is None else shape.get(W + "val", "decimal"),
        "" if text is None else text.get(W + "val", ""),
        whole(element.find(W + "start"), 1),
    )


def _numbering(number: Any, shapes: Mapping[str, dict[int, Level]]) -> Numbering:
    abstract = number.find(W + "abstractNumId")
    series = "" if abstract is None else abstract.get(W + "val", "")
    levels, restarts = dict(shapes.get(series, {})), {}
    for override in number.iter(W + "lvlOverride"):
        level = int(override.get(W + "ilvl", "0"))
        levels |= _levels(override.iter(W + "lvl"))
        start = override.find(W + "startOverride")
        if start is not None:
            restarts[level] = whole(start, 1)
    return Numbering(series, levels, restarts)


def _number(counts: Mapping[int, int], numbering: Numbering, match: re.Match[str]) -> str:
    level = int(match[1]) - 1
    shape = numbering.levels.get(level, Level())
    return numeral(counts.get(level, shape.start), STYLES.get(shape.format, "1"))
