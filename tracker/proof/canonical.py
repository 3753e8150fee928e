"""JSON in one form only (RFC 8785 without fractions), so that a value has one hash."""

from __future__ import annotations

import json
from typing import Any

LARGEST = 2**53 - 1  # beyond it, readers of JSON in other languages lose digits


class NotCanonical(ValueError):
    """This value has no canonical form here, or these bytes are not in it."""


def canonical_bytes(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; raises NotCanonical for what it cannot hold.

    It holds dicts with texts as keys, lists, texts, whole numbers below 2**53, true, false, null.
    """
    try:
        _require_plain(value)
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise NotCanonical(str(error)) from error


def read_canonical(data: bytes) -> Any:
    """The value of canonical bytes; raises NotCanonical if anything else would be as good."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if canonical_bytes(value) != data:
        raise NotCanonical("the same value has another form")
    return value


def _require_plain(value: object) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            _require_key(key)
            _require_plain(item)
    elif isinstance(value, list):
        for item in value:
            _require_plain(item)
    elif not isinstance(value, int) or abs(value) > LARGEST:
        raise NotCanonical(f"{type(value).__name__} has no canonical form: {value!r:.80}")


def _require_key(key: object) -> None:
    # RFC 8785 sorts by UTF-16: up to U+FFFF that is the order of the letters, as Python sorts.
    if not isinstance(key, str) or not (key.isascii() or max(key) <= "\uffff"):
        raise NotCanonical(f"this cannot be a key: {key!r:.80}")
