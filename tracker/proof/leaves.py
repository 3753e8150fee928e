"""The leaf of an event: what of it goes into the log, as the bytes that are hashed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tracker.proof.canonical import canonical_bytes

VERSION = 1
# What an entry bundle can hold of one entry, in bytes (C2SP tlog-tiles: a length of 16 bits).
LONGEST = 65_535


def leaf_bytes(
    *,
    event: int,
    recorded_at: datetime,
    shown_sha256: str,
    kept_sha256: str,
    kind: str = "",
    open_facts: Mapping[str, Any] | None = None,
) -> bytes:
    """The leaf as canonical JSON: closed without facts, open with them and the kind of event.

    `event` is its number, `recorded_at` an instant; both hashes are commitments in hexadecimal.
    Raises ValueError beyond 65,535 bytes.
    """
    leaf: dict[str, Any] = {
        "event": event,
        "kept": kept_sha256,
        "recorded_at": instant(recorded_at),
        "shown": shown_sha256,
        "v": VERSION,
    }
    if open_facts is not None:
        leaf |= {"kind": kind, "facts": dict(open_facts)}
    data = canonical_bytes(leaf)
    if len(data) > LONGEST:
        raise ValueError(f"the leaf of event {event} has {len(data)} bytes")
    return data


def instant(moment: datetime) -> str:
    """An instant in UTC with six places of a second: 2026-11-23T08:49:46.123456Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
