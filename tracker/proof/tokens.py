"""Secrets that stand in links and reply addresses, and the hash under which they are kept."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
LENGTH = 26  # five bits each: 130 random bits
API_PREFIX = "undersigned_"


def new_token() -> str:
    """A secret of 26 letters and digits with 130 random bits; survives a change of case."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived_token(key: str, purpose: str, name: str) -> str:
    """A secret like new_token()'s that can be printed again: always the same for key and name.

    For links that stand in many letters, of which only the hash is kept. Whoever knows the key of
    the site can make it; nobody else can.
    """
    digest = hmac.digest(key.encode(), f"{purpose}:{name}".encode(), "sha256")
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(LENGTH))


def keyed_sha256(key: str, text: str) -> str:
    """The hexadecimal HMAC-SHA256 of a text: compared, but not guessed back without the key."""
    return hmac.new(key.encode(), text.encode(), "sha256").hexdigest()


def token_sha256(token: str) -> str:
    """The hexadecimal SHA-256 of a token, whatever its case, and with o, i, l read as digits.

    A local part of an e-mail address may arrive in capitals, and a printed link is typed by hand.
    """
    meant = token.strip().lower().translate(str.maketrans("oil", "011"))
    return sha256(meant.encode()).hexdigest()


def new_api_secret() -> str:
    """A secret for programs with 256 random bits; by its beginning it is known when it leaks."""
    return f"{API_PREFIX}{secrets.token_hex(32)}"


def api_secret_sha256(secret: str) -> str:
    """The hexadecimal SHA-256 of such a secret, to the letter: programs do not mistype."""
    return sha256(secret.encode()).hexdigest()
