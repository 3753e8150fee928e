"""Lists of words, written as sentences so that a person can read and mend them."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is written as "one two three"."""
    return frozenset(text.split())


def word_ranks(*rows: str) -> dict[str, int]:
    """What place each word has in its row, from 1: "first second" and "primero segundo"."""
    return {word: place for row in rows for place, word in enumerate(row.split(), start=1)}
