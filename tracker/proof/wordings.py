"""The canonical bytes of a wording and of a file, and their SHA-256."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple


class ClauseText(NamedTuple):
    """What a clause contributes to the hash of its revision."""

    kind: str
    number: str
    text: str
    parent: str = ""


def wording_bytes(
    *, language: str, text: str, clauses: Iterable[ClauseText], closing: str = ""
) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces, line ends as LF: the bytes that are hashed."""
    wording = {
        "clauses": [[_lines(part) for part in clause] for clause in clauses],
        "closing": _lines(closing),
        "language": language,
        "text": _lines(text),
    }
    return json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def wording_sha256(
    *, language: str, text: str, clauses: Iterable[ClauseText], closing: str = ""
) -> str:
    """The hexadecimal SHA-256 of a wording; any change of a letter or a number changes it."""
    return file_sha256(
        wording_bytes(language=language, text=text, clauses=clauses, closing=closing)
    )


def file_sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of these bytes."""
    return sha256(data).hexdigest()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
