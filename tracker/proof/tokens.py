"""Secrets that stand in links and reply addresses, and the hash under which they are kept."""

from __future__ import annotations

import secrets
from hashlib import sha256

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
LENGTH = 26  # five bits each: 130 random bits


def new_token() -> str:
    """A secret of 26 letters and digits with 130 random bits; survives a change of case."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def token_sha256(token: str) -> str:
    """The hexadecimal SHA-256 of a token, whatever its case, and with o, i, l read as digits.

    A local part of an e-mail address may arrive in capitals, and a printed link is typed by hand.
    """
    meant = token.strip().lower().translate(str.maketrans("oil", "011"))
    return sha256(meant.encode()).hexdigest()
