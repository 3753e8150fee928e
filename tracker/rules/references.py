"""Reference codes of submissions: short, readable aloud, not guessable from one another."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
INITIALS = 3
RANDOM_BITS = 40
CODE = 8  # letters, of five bits each


def reference(title_slug: str, random: int) -> str:
    """E.g. PD-7K3M-9QXA: the title's initials and 40 random bits in Crockford's base 32."""
    initials = "".join(word[0] for word in title_slug.split("-") if word)[:INITIALS].upper()
    code = "".join(ALPHABET[(random >> shift) & 31] for shift in range(RANDOM_BITS - 5, -1, -5))
    return f"{initials or 'S'}-{code[:4]}-{code[4:]}"


def normalised_reference(typed: str) -> str:
    """What a person meant who typed a reference: case, spaces and dashes, and O, I, L as digits."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    head, code = letters[:-CODE], letters[-CODE:].translate(str.maketrans("OIL", "011"))
    return f"{head}-{code[: CODE // 2]}-{code[CODE // 2 :]}"


def references_sha256(references: Iterable[str]) -> str:
    """SHA-256 of many references in order, joined by newlines, in hexadecimal."""
    return sha256("\n".join(sorted(references)).encode()).hexdigest()
