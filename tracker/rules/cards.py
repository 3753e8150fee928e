"""Cards: what a picture of a statement for link previews says, and how its lines break."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# To be raised when a card is drawn in another way: those that are kept are then drawn anew.
DRAWN = 1
# Largest first, in pixels.
SIZES = (112, 100, 88, 76, 66, 58, 50, 44, 38, 34, 30, 26)
# A line is so much higher than its type.
LEADING = 1.28
# Scripts whose lines may break between any two characters.
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "YI ", "THAI", "LAO", "KHMER", "MYANMAR")
# What must not begin a line.
CLOSING = frozenset("、。，．：；！？）」』】》〉”’・ー々…,.:;!?)]}»")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Card:
    """`counted` is "" where nobody is invited to sign; `language` is that of the title."""

    kind: str
    title: str
    issuer: str
    counted: str
    site: str
    language: str

    @property
    def name(self) -> str:
        """The same for the same content: by it a drawn card is kept and asked for."""
        told = (self.kind, self.title, self.issuer, self.counted, self.site, self.language)
        content = "\0".join((str(DRAWN), *told))
        return sha256(content.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as it is set: its size in pixels, and its lines."""

    size: int
    lines: list[str]


def counted_words(endorsed: int | None) -> str:
    """How many endorsements stand; "" for None."""
    if endorsed is None:
        return ""
    number = number_format(endorsed, use_l10n=True, force_grouping=True)
    return ngettext("%(number)s endorsement stands", "%(number)s endorsements stand", endorsed) % {
        "number": number
    }


def card_words(card: Card) -> str:
    """What a card shows, for those who do not see it."""
    words = {"title": card.title, "issuer": card.issuer, "counted": card.counted}
    if card.counted:
        return _("%(title)s. Issued by %(issuer)s. %(counted)s.") % words
    return _("%(title)s. Issued by %(issuer)s.") % words


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction says so."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def set_lines(text: str, width: float, height: float, measure: Callable[[str], float]) -> Lines:
    """The text as large as it fits; at the smallest size its end is cut off if need be.

    `measure` gives the width of a text set in one pixel; each unit is measured once.
    """
    units = [(unit, measure(unit)) for unit in _units(" ".join(text.split()))]
    lines: list[str] = []
    for size in SIZES:
        room = int(height // (size * LEADING))
        lines = _filled(units, width / size, measure)
        if len(lines) <= room:
            return Lines(size, lines)
    kept = lines[:room]
    return Lines(size, [*kept[:-1], shortened(f"{kept[-1]}{ELLIPSIS}", width / size, measure)])


def shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """One line, cut at its end until it is no wider."""
    if measure(text) <= width:
        return text
    end = len(text)
    while end and measure(text[:end].rstrip() + ELLIPSIS) > width:
        end -= 1
    return text[:end].rstrip(f" {ELLIPSIS}") + ELLIPSIS


def _units(text: str) -> Iterator[str]:
    """What is never broken: words with the space behind them, and single characters of some."""
    unit = ""
    for character in text:
        is_mark = unicodedata.category(character).startswith("M")
        breaks = unit.endswith(" ") or (
            unit and (_is_unspaced(unit[-1]) or _is_unspaced(character))
        )
        if breaks and not is_mark and character not in CLOSING and character != " ":
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(UNSPACED)


def _filled(
    units: list[tuple[str, float]], width: float, measure: Callable[[str], float]
) -> list[str]:
    lines, line, taken = [], "", 0.0
    for unit, wide in units:
        if line and taken + wide > width and taken + measure(unit.rstrip()) > width:
            lines.append(line.rstrip())
            line, taken = "", 0.0
        heads: list[str] = []
        rest = unit
        if wide > width:
            heads, rest = _broken(unit, width, measure)
        lines += heads
        line, taken = line + rest, taken + (measure(rest) if heads else wide)
    return [*lines, line.rstrip()]


def _broken(word: str, width: float, measure: Callable[[str], float]) -> tuple[list[str], str]:
    """A word that is longer than a line: the lines that it fills, and its end."""
    heads, rest = [], word
    while measure(rest.rstrip()) > width and (end := _fitting(rest, width, measure)) < len(rest):
        heads.append(rest[:end])
        rest = rest[end:]
    return heads, rest


def _fitting(word: str, width: float, measure: Callable[[str], float]) -> int:
    """How many of its characters a line holds, at least one, and marks with what they stand on."""
    end = 1
    while measure(word[: end + 1]) <= width:
        end += 1
    while unicodedata.category(word[end : end + 1] or " ").startswith("M"):
        end += 1
    return end
