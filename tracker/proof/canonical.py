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
    Keys are in the order of their UTF-16 code units, as RFC 8785 has it.
    """
    try:
        ordered = _ordered(value)
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()
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


def _ordered(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_code_units)}
    raise NotCanonical(f"{type(value).__name__} has no canonical form: {value!r:.80}")


def _code_units(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonical(f"a key that is not a text: {key!r:.80}")
    return key.encode("utf-16-be")
