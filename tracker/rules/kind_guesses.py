"""Which kind of reply a text may be, by its wording: a suggestion for whoever files it."""

from __future__ import annotations

from tracker.choices import Party, ReplyKind
from tracker.rules.kind_phrases import PHRASES
from tracker.rules.names import fold
from tracker.rules.status import SPEAKERS

# What matters is said early; below stand signatures and small print.
LONGEST = 5_000

FOLDED = tuple((kind, tuple(fold(phrase) for phrase in phrases)) for kind, phrases in PHRASES)


def guess_kind(text: str, speaker: str = "") -> ReplyKind | None:
    """The kind that the words suggest, None if no known phrase is in them.

    `speaker` (a Party, "" if not known) leaves out what the other side alone can say. Only to be
    shown: a person chooses.
    """
    words = f" {fold(text[:LONGEST])} "
    for kind, phrases in FOLDED:
        if speaker and Party(speaker) not in SPEAKERS[kind]:
            continue
        if any(f" {phrase}" in words for phrase in phrases):
            return kind
    return None
