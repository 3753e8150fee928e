"""Checkpoints (C2SP tlog-checkpoint): how large a log is and what its root is, ready to sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.proof.encodings import decoded, encoded
from tracker.proof.refusals import Malformed
from tracker.proof.trees import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name for itself, its number of entries, and the root of their tree."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text says; raises Malformed for any other form.

    Lines after the third are for extensions, which we do not know and which prove nothing here.
    """
    *lines, rest = text.split("\n")
    if rest or len(lines) < 3 or not all(lines):
        raise Malformed(_("The checkpoint has not the three lines it should have."))
    root = decoded(lines[2])
    if not _SIZE.fullmatch(lines[1]) or root is None or len(root) != HASH_BYTES:
        raise Malformed(_("The checkpoint does not say a number of entries and a root."))
    return Checkpoint(lines[0], int(lines[1]), root)
