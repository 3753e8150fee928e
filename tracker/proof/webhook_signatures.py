"""Signatures of webhooks, as Standard Webhooks (standardwebhooks.com) asks for: HMAC-SHA256, v1."""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

PREFIX = "whsec_"
VERSION = "v1"


def new_seed() -> str:
    """What makes a secret with the key of the site: 128 random bits in hexadecimal digits."""
    return secrets.token_hex(16)


def secret_from(key: str, seed: str) -> bytes:
    """The 32 bytes of a secret. Neither the key of the site nor the seed alone tells them."""
    return hmac.digest(key.encode(), f"webhook:{seed}".encode(), "sha256")


def secret_words(secret: bytes) -> str:
    """The secret as receivers and their libraries take it."""
    return PREFIX + b64encode(secret).decode()


def fingerprint(secret: bytes) -> str:
    """By which a secret is known again, and which says nothing else of it: 16 digits."""
    return sha256(secret).hexdigest()[:16]


def signatures(all_secrets: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """The header webhook-signature: one signature by each secret, with spaces between.

    `timestamp` is in seconds since 1970.
    """
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    made = (hmac.digest(secret, signed, "sha256") for secret in all_secrets)
    return " ".join(f"{VERSION},{b64encode(one).decode()}" for one in made)
