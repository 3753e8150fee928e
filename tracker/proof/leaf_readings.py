"""What an entry of the log says, read strictly out of its bytes."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from tracker.proof.canonical import NotCanonical, read_canonical
from tracker.proof.leaves import LONGEST, VERSION
from tracker.proof.refusals import Malformed

HEX64 = re.compile("[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def read_leaf(leaf: bytes) -> dict[str, Any]:
    """What an entry says; raises Malformed unless it is canonical JSON with the right fields."""
    said = read_object(leaf)
    closed = {"event", "kept", "recorded_at", "shown", "v"}
    is_open = said.keys() == closed | {"facts", "kind"}
    if not (is_open or said.keys() == closed) or len(leaf) > LONGEST:
        raise Malformed(_("The entry has not the fields that entries have."))
    right = [
        # true is 1 to Python, and not to a reader in another language.
        type(said["v"]) is int and said["v"] == VERSION,
        type(said["event"]) is int and said["event"] > 0,
        fits(HEX64, said["kept"]) and fits(HEX64, said["shown"]),
        fits(INSTANT, said["recorded_at"]),
        not is_open or (isinstance(said["kind"], str) and isinstance(said["facts"], dict)),
    ]
    if not all(right):
        raise Malformed(_("A field of the entry holds what it cannot hold."))
    return said


def read_object(data: bytes) -> dict[str, Any]:
    """The JSON object of canonical bytes; raises Malformed for anything else."""
    try:
        said = read_canonical(data)
    except NotCanonical as error:
        raise Malformed(_("What it encloses is not JSON in its canonical form.")) from error
    if not isinstance(said, dict):
        raise Malformed(_("What it encloses is not JSON in its canonical form."))
    return said


def fits(pattern: re.Pattern[str], value: object) -> bool:
    """Whether this is a text of that form."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None
