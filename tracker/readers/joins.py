"""Whether a line goes on with the one before it, and how the two are put together."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tracker.readers.lines import SOFT_HYPHEN
from tracker.readers.word_lists import word_set

CLOSERS = "\"'”’»›)]}*_"
ENDS = frozenset(".!?…:;。！？：；؟؛۔।॥")
OPENERS = "\"'“‘«„‹([¿¡*_"
# Kana, Chinese characters and their punctuation, and full-width signs.
SPACELESS = re.compile(
    "[\u3001-\u301f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
)
# The numbers of footnotes: [1], [2][3], ².
NOTES = re.compile(r"(?:\s?\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰])+$")
DIVIDED = re.compile(r"[^\W_]([-‐\u00ad])$")
WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
LAST_WORD = re.compile(r"[^\W_]+$")

COMMAS = (",", "،", "，")
# A search for a word at the end looks no further back: a line can be one word of a megabyte.
LONGEST_WORD = 80

# Small words with which neither a sentence nor a heading ends. Words that can ("where we come
# from", "macht mit") are left out: a heading glued to its text is worse than a sentence in two.
DANGLING = word_set(
    "a an the and or nor but that which whose because than of into its their our your "
    "el los las un una y o que de del sus su "
    "os um uma do da dos das em ao aos pelo pela "
    "le les une et ou du des dont leur aux "
    "der und oder dass daß ein eine einen vom zum zur "
    "il lo gli di della delle dei "
    "и или что который которая которые в на с к из от для не а но чтобы "
    "і та або який яка які у від щоб"
)
# "pre- and post-war": the hyphen stands for a word to come.
SUSPENDING = word_set("and or to und oder bis y e o ou et og och en i или и та або")
# Endings that are no words by themselves: what ends with them at a line's end was one word.
ENDINGS = word_set(
    "tion tions sion sions tional ment ments mental ness ism isms ist ists istic ity ities ing "
    "ings ly ence ences ance ances ous ive ized ised ization isation ción ciones ção ções "
    "mente ismo ista istas tät keit heit ung ungen ischen"
)


@dataclass(frozen=True, slots=True)
class Join:
    """How a line is put after another: what stays of the first, and what stands between them.

    `dropped` is a hyphen that only divided a word. `divided` is the word at the seam if it is not
    sure whether its hyphen belongs to it.
    """

    first: str
    gap: str = ""
    dropped: str = ""
    divided: str = ""


def ends_sentence(text: str) -> bool:
    """Whether a piece of text is closed by a full stop or the like; quotes and notes may follow."""
    end = NOTES.sub("", text[-LONGEST_WORD:]).rstrip(CLOSERS)
    return end[-1:] in ENDS


def starts_lower(text: str) -> bool:
    """Whether a piece of text begins with a small letter, after quotation marks or brackets."""
    first = text.lstrip(OPENERS)[:1]
    return first.islower()


def dangles(text: str) -> bool:
    """Whether a piece of text cannot be whole: it ends with a comma or a word like "the"."""
    if text.endswith(COMMAS):
        return True
    last = LAST_WORD.search(text[-LONGEST_WORD:])
    return last is not None and last[0] in DANGLING


def is_divided(first: str, second: str) -> bool:
    """Whether a line end divides a word, or a compound at its hyphen."""
    return DIVIDED.search(first[-2:]) is not None and second[:1].isalnum()


def is_spaceless(character: str) -> bool:
    """Whether a character belongs to a script that writes no spaces between words."""
    return SPACELESS.match(character) is not None


def join(first: str, second: str, words: Collection[str]) -> Join:
    """How the second line goes on with the first, as one sentence.

    `words` are the text's own words, in small letters. A word divided at the line end loses its
    hyphen only when that is sure: the hyphen was a soft one, the whole word occurs elsewhere
    without it, or the second half is no word. Otherwise nothing is taken away.
    """
    if not is_divided(first, second):
        gap = "" if is_spaceless(first[-1:]) and is_spaceless(second[:1]) else " "
        return Join(first.removesuffix(SOFT_HYPHEN), gap)
    hyphen, stem = first[-1], first[:-1]
    left, right = _last_word(stem), _first_word(second)
    if hyphen == SOFT_HYPHEN:
        return Join(stem)
    if right in SUSPENDING:
        return Join(first, " ")
    whole, compound = f"{left}{right}".lower(), f"{left}-{right}".lower()
    if not right.islower() or left[-1:].isdigit() or compound in words:
        return Join(first)
    if whole in words or right in ENDINGS:
        return Join(stem, dropped=hyphen)
    return Join(first, divided=f"{left}{hyphen}{right}")


def text_words(text: str) -> frozenset[str]:
    """The words of a text in small letters, compounds whole: what it says of its own spelling."""
    return frozenset(match.lower().replace("‐", "-") for match in WORD.findall(text))


def _last_word(text: str) -> str:
    match = LAST_WORD.search(text[-LONGEST_WORD:])
    return match[0] if match else ""


def _first_word(text: str) -> str:
    match = WORD.match(text[:LONGEST_WORD])
    return match[0] if match else ""
