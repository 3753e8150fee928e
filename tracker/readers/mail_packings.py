"""How the bytes of a mail's part are packed for the way (RFC 2045), and how to unpack them."""

from __future__ import annotations

import binascii
from quopri import decodestring

KNOWN = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
NOT_LETTERS = bytes(set(range(256)) - set(LETTERS))


def unpack(data: bytes, packing: str) -> bytes:
    """The bytes as they were before packing; an unknown packing leaves them. Never raises.

    Letters that base64 has not are passed over, and a torn end is dropped.
    """
    if packing == "base64":
        letters = data.translate(None, NOT_LETTERS)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    if packing == "quoted-printable":
        return decodestring(data)
    return data
