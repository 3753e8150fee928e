"""Filters that show what proves something: hashes, and checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import Checkpoint, read_checkpoint
from tracker.proof.encodings import encoded
from tracker.proof.notes import read_note

register = template.Library()

register.filter("base64", encoded)


@register.filter
def told(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an entry says, by name: texts as they are, and whatever has parts as the log has it."""
    return [
        (name, value if isinstance(value, str) else canonical_bytes(value).decode())
        for name, value in sorted(facts.items())
    ]


@register.filter
def checkpoint(note: str) -> Checkpoint:
    """What a signed checkpoint says."""
    return read_checkpoint(read_note(note).text)
