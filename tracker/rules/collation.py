"""In which order words stand in a language: for short lists, such as the names of countries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

# First by letters; between words with the same letters, by their accents; then as they are written.
Key: TypeAlias = tuple[tuple[tuple[int, int], ...], str, str]

# Letters that have a place of their own behind another one: (letter, the one before it).
OWN_LETTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "es": (("ñ", "n"),),
    # Ukrainian: г ґ д, е є ж, и і ї й.
    "uk": (("ґ", "г"), ("є", "е"), ("і", "и"), ("ї", "і")),
}
# Written with a mark that is none: letters of the alphabet as any other.
WHOLE = {"й", "آ"}
# What stands for two letters, or is another letter with a stroke, in every language.
SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
# Languages whose own letters stand before Latin ones.
LATIN_LAST = {"ru", "uk", "ko", "ar"}
LAST_LATIN, BEHIND_ALL = 0x24F, 0x110000
# Signs between words, in this order before all letters; what else is no letter is passed over.
SIGNS = " _-,;:!?.'’\"“”()[]"


def collation_key(text: str, language: str) -> Key:
    """By which words are sorted as the reader's alphabet has it.

    What the Unicode Collation Algorithm gives with the data of these languages (CLDR), as far as
    names need it: accents and capitals count only where all letters are the same, and the letters
    of the language stand before those of others.
    """
    own, later = _places(language), BEHIND_ALL if language in LATIN_LAST else 0
    folded = unicodedata.normalize("NFC", text).casefold().translate(SPELT)
    letters = [place for one in folded for place in _letters(one, own)]
    return tuple(_put(place, later) for place in letters), folded, text


def collated(texts: Iterable[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Pairs of a code and a name, by name."""
    return sorted(texts, key=lambda pair: collation_key(pair[1], language))


def _put(place: tuple[int, int], later: int) -> tuple[int, int]:
    at, behind = place
    return (at + later, behind) if later and len(SIGNS) < at <= LAST_LATIN else place


def _letters(character: str, own: dict[str, tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The places in the alphabet that a character takes; none for a mark."""
    if character in own:
        yield own[character]
    elif character in SIGNS:
        yield (SIGNS.index(character), 0)
    elif character in WHOLE:
        yield (ord(character), 0)
    else:
        for one in unicodedata.normalize("NFKD", character):
            if one.isalnum():
                yield (ord(one), 0)


@lru_cache(maxsize=16)
def _places(language: str) -> dict[str, tuple[int, int]]:
    """The places of a language's own letters, behind the letters they follow."""
    places: dict[str, tuple[int, int]] = {}
    for letter, before in OWN_LETTERS.get(language, ()):
        at, behind = places.get(before, (ord(before), 0))
        places[letter] = (at, behind + 1)
    return places
