"""Salted commitments: the log fixes a content without telling it, and can open it to some."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Opening:
    """What turns one commitment into its content: the content as it was hashed, and its salt."""

    content: str
    salt: str

    def opens(self, commitment_hex: str) -> bool:
        """Whether this is what that commitment (64 hexadecimal digits) was made of."""
        try:
            made = commitment(bytes.fromhex(self.salt), self.content.encode())
        except ValueError:
            return False
        return hmac.compare_digest(made.encode(), commitment_hex.encode())


def new_salt() -> bytes:
    """32 random bytes for one event: without them nobody can try out what a hash may stand for."""
    return secrets.token_bytes(SALT_BYTES)


def part_salt(salt: bytes, part: str) -> bytes:
    """The salt of one part of an event, "shown" or "kept": HMAC-SHA256 of the part's name.

    Giving away the salt of one part tells nothing of the other.
    """
    return hmac.digest(salt, part.encode(), "sha256")


def commitment(salt_of_part: bytes, content: bytes) -> str:
    """SHA-256 of the part's salt and then the content, in hexadecimal."""
    return sha256(salt_of_part + content).hexdigest()


def opening(salt_of_part: bytes, content: bytes) -> Opening:
    """What to give to somebody who may read this content (canonical JSON)."""
    return Opening(content.decode(), salt_of_part.hex())
