"""Names compared and looked up: folded for search, scored for likeness, made into an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from anyascii import anyascii
from rapidfuzz import fuzz

APOSTROPHES = frozenset("'`´’‘‛ʼʻʹ＇")
# Marks that people leave out when they type. Vowel signs of Indic scripts and the voicing marks of
# kana are letters to those who write them, and stay.
OPTIONAL_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# One letter to the reader, several to the machine: Arabic and Persian keyboards differ.
SAME_LETTER = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}
LONGEST_SLUG = 60
BLOCK_LETTERS = 4


def fold(text: str) -> str:
    """The text as search and comparison see it: no case, accents, apostrophes or punctuation.

    Every script stays itself (transliterated, different Chinese names would become one), only the
    extra Latin letters become plain ones. A part of a name folds to a part of the folded name.
    A text of nothing but punctuation is kept, so that two such names are not taken for one.
    """
    folded = " ".join(_plain(text).translate(_LETTERS).split())
    return unicodedata.normalize("NFC", folded) or " ".join(text.casefold().split())


def similarity(first: str, second: str) -> int:
    """How alike two names are, 0 to 100, whatever the order of their words."""
    return folded_similarity(fold(first), fold(second))


def folded_similarity(first: str, second: str) -> int:
    """The same of names that are folded already."""
    return round(fuzz.token_sort_ratio(first, second))


def blocking_keys(folded: str) -> set[str]:
    """Short keys of a folded name: names that share none are not worth comparing.

    Every word gives its beginning and, so that a slip in the first letters does not hide a name,
    its end.
    """
    words = folded.split()
    return {f"{word[:BLOCK_LETTERS]}-" for word in words} | {
        f"-{word[-BLOCK_LETTERS:]}" for word in words if len(word) > BLOCK_LETTERS
    }


def name_slug(name: str) -> str:
    """The name as part of an address: a-z, 0-9 and hyphens, at most 60 characters, never empty.

    Two names can give the same slug; whoever stores it makes it unique.
    """
    words = re.findall(r"[a-z0-9]+", anyascii(_without_apostrophes(name)).lower())
    slug = "-".join(words)[:LONGEST_SLUG].strip("-")
    return slug or "name-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]


class _Letters(dict[int, str]):
    """What each character becomes when folded, worked out once per character."""

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = became = _folded_letter(chr(codepoint))
        return became


_LETTERS = _Letters()


def _plain(text: str) -> str:
    # Lower-casing can bring marks and capitals can hide behind compatibility forms: hence twice.
    once = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", once).casefold()
    return OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", decomposed))


def _without_apostrophes(text: str) -> str:
    return "".join(letter for letter in text if letter not in APOSTROPHES)


def _folded_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in APOSTROPHES or category == "Cf":
        return ""
    if category[0] in "PZC":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category[0] == "L" and unicodedata.name(letter, "").startswith("LATIN"):
        # Scribes' abbreviations become "k." and the like.
        return "".join(filter(str.isalnum, anyascii(letter).casefold())) or letter
    return SAME_LETTER.get(letter, letter)
