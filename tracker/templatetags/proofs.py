"""Filters that show what proves something: hashes, and checkpoints."""

from __future__ import annotations

from django import template

from tracker.proof.checkpoints import Checkpoint, read_checkpoint
from tracker.proof.encodings import encoded
from tracker.proof.notes import read_note

register = template.Library()

register.filter("base64", encoded)


@register.filter
def checkpoint(note: str) -> Checkpoint:
    """What a signed checkpoint says."""
    return read_checkpoint(read_note(note).text)
