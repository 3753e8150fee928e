"""Base64 as notes have it, in one form only."""

from __future__ import annotations

import base64


def encoded(data: bytes) -> str:
    """Base64 of RFC 4648, section 4."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes | None:
    """The bytes of base64 in the one form that encoded() gives; None for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if encoded(data) == text else None
