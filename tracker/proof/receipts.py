"""Receipts: one file that proves an entry's place in the log (C2SP tlog-proof), offline."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import read_checkpoint
from tracker.proof.commitments import Opening
from tracker.proof.encodings import decoded, encoded
from tracker.proof.leaf_readings import HEX64, fits, read_leaf, read_object
from tracker.proof.notes import read_note
from tracker.proof.refusals import Malformed
from tracker.proof.trees import HASH_BYTES

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST = 1_000_000  # bytes of a file
MOST_HASHES = 63

_NUMBER = r"(0|[1-9][0-9]{0,18})"
_HEAD = re.compile(rf"{re.escape(FIRST_LINE)}\nextra ([^\n]+)\nindex {_NUMBER}((?:\n[^\n]+)*)")


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry, where it stands in the log, what leads from it to the root, and the checkpoint.

    `checkpoint` is the signed note; `opening` shows what the entry commits to, if it is enclosed.
    """

    leaf: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    opening: Opening | None = None


def receipt_text(receipt: Receipt) -> str:
    """The content of a receipt file."""
    extra: dict[str, Any] = {"leaf": receipt.leaf.decode()}
    if receipt.opening:
        extra["opening"] = asdict(receipt.opening)
    lines = [
        FIRST_LINE,
        f"extra {encoded(canonical_bytes(extra))}",
        f"index {receipt.index}",
        *(encoded(value) for value in receipt.proof),
        "",
    ]
    return "\n".join(lines) + "\n" + receipt.checkpoint


def is_receipt(data: bytes) -> bool:
    """Whether this file seems to be one, by its first line."""
    return data.startswith(FIRST_LINE.encode() + b"\n")


def read_receipt(data: bytes) -> Receipt:
    """The parts of a receipt file, unchecked; raises Malformed for any form but the right one."""
    if len(data) > LONGEST:
        raise Malformed(_("The file is too long for a receipt."))
    try:
        head, _blank, checkpoint = data.decode().partition("\n\n")
    except UnicodeDecodeError as error:
        raise Malformed(_("It is not a text file in UTF-8.")) from error
    match = _HEAD.fullmatch(head)
    if match is None:
        raise Malformed(_("It has not the lines that a receipt has before the empty line."))
    hashes = [decoded(line) for line in match[3].split("\n")[1:]]
    proof = tuple(value for value in hashes if value and len(value) == HASH_BYTES)
    if len(proof) != len(hashes) or len(proof) > MOST_HASHES:
        raise Malformed(_("A line that should be a hash of the log is not one."))
    read_checkpoint(read_note(checkpoint).text)
    leaf, opening = _read_extra(match[1])
    return Receipt(leaf, int(match[2]), proof, checkpoint, opening)


def _read_extra(code: str) -> tuple[bytes, Opening | None]:
    said = read_object(decoded(code) or b"")
    if not isinstance(said.get("leaf"), str) or not said.keys() <= {"leaf", "opening"}:
        raise Malformed(_("It encloses no entry."))
    leaf = said["leaf"].encode()
    read_leaf(leaf)
    return leaf, _opening(said["opening"]) if "opening" in said else None


def _opening(said: object) -> Opening:
    if not isinstance(said, dict) or said.keys() != {"content", "salt"}:
        raise Malformed(_("The enclosed content has not the form of an opening."))
    content, salt = said["content"], said["salt"]
    if not isinstance(content, str) or not fits(HEX64, salt):
        raise Malformed(_("The enclosed content has not the form of an opening."))
    read_object(content.encode())
    return Opening(content, salt)
