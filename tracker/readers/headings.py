"""What looks like a title or a heading: a short line that is no sentence."""

from __future__ import annotations

import re
import unicodedata

from tracker.readers.joins import dangles, ends_sentence
from tracker.readers.slogans import announces_demands, announces_slogans

LONGEST_TITLE = 250
LONGEST_HEADING = 110
LONGEST_LEAD = 60
SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}[.!?。！？]\s*[”\"’»]?(?:\[\d+\])*\s+\S")


def is_title_like(text: str) -> bool:
    """Whether a first line can be the title: no full stop at its end, no sentence ends inside."""
    return (
        0 < width(text) <= LONGEST_TITLE
        and (text.endswith(("!", "?", "！", "？", "؟")) or not ends_sentence(text))
        and not text.endswith((",", "،", "，"))
        and not dangles(text)
        and has_letters(text)
    )


def is_heading_like(text: str) -> bool:
    """Whether a line between paragraphs can be a heading: short, and no sentence, or a question.

    A short line that ends with a colon is one only if it announces demands or slogans.
    """
    if not has_letters(text) or dangles(text) or SENTENCE_INSIDE.search(text):
        return False
    if text.endswith(("?", "？", "؟")):
        return width(text) <= LONGEST_HEADING
    if text.endswith((":", "：")):
        is_announcing = announces_demands(text) or announces_slogans(text)
        return is_announcing and width(text) <= LONGEST_LEAD
    return width(text) <= LONGEST_HEADING and not ends_sentence(text)


def width(text: str) -> int:
    """How wide a text is in print: an East Asian character takes two places."""
    if len(text) > LONGEST_TITLE:
        return len(text)
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
