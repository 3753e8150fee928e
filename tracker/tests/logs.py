"""Made-up events, and what the log has to be of them: worked out here in the plainest way."""

from __future__ import annotations

import json
from hashlib import sha256

from tracker.models import Event, LogCheckpoint, LogEntry, LogTile, Projection
from tracker.proof.checkpoints import read_checkpoint
from tracker.proof.keys import PublicKey
from tracker.proof.notes import open_note
from tracker.queries.log import published_keys


def make_events(count: int) -> None:
    """Events as actions leave them, every other one told in clear."""
    Event.objects.bulk_create(
        [
            Event(
                kind="submission-released",
                subject_type="submission",
                subject_id=number,
                subject_label=f"RD-{number}",
                open_facts={"reference": f"RD-{number}", "été": True} if number % 2 else None,
                salt=sha256(b"salt %d" % number).digest(),
                shown_sha256=sha256(b"shown %d" % number).hexdigest(),
                kept_sha256=sha256(b"kept %d" % number).hexdigest(),
            )
            for number in range(count)
        ],
        batch_size=500,
    )


def plain_leaf(event: Event) -> bytes:
    leaf = {
        "event": event.pk,
        "kept": event.kept_sha256,
        "recorded_at": event.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "shown": event.shown_sha256,
        "v": 1,
    }
    if event.open_facts is not None:
        leaf |= {"facts": event.open_facts, "kind": event.kind}
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def plain_root(hashes: list[bytes]) -> bytes:
    """The root as RFC 6962, 2.1, defines it."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    middle = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + plain_root(hashes[:middle]) + plain_root(hashes[middle:])).digest()


def plain_tiles(hashes: list[bytes]) -> dict[tuple[int, int], bytes]:
    tiles: dict[tuple[int, int], bytes] = {}
    level = 0
    while hashes:
        parts = [hashes[start : start + 256] for start in range(0, len(hashes), 256)]
        tiles |= {(level, index): b"".join(part) for index, part in enumerate(parts)}
        hashes = [plain_root(part) for part in parts if len(part) == 256]
        level += 1
    return tiles


def assert_log_is_right() -> None:
    """Every event is one entry, in order; tiles, roots, signatures and cursor are those of them."""
    events = list(Event.objects.order_by("pk"))
    leaves = [plain_leaf(event) for event in events]
    entries = LogEntry.objects.order_by("index").values_list("index", "event", "leaf")
    assert [(index, event, bytes(leaf)) for index, event, leaf in entries] == [
        (index, event.pk, leaf)
        for index, (event, leaf) in enumerate(zip(events, leaves, strict=True))
    ]
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    tiles = LogTile.objects.values_list("level", "index", "data")
    assert {(level, index): bytes(data) for level, index, data in tiles} == plain_tiles(hashes)
    checkpoints = LogCheckpoint.objects.order_by("size")
    for checkpoint in checkpoints:
        assert_signed(checkpoint, plain_root(hashes[: checkpoint.size]))
    assert checkpoints.latest("size").size == len(events)
    assert Projection.objects.get(name="log").position == events[-1].pk


def assert_signed(checkpoint: LogCheckpoint, root: bytes) -> None:
    signed = read_checkpoint(open_note(checkpoint.note, keys()).text)
    assert (signed.size, signed.root) == (checkpoint.size, root)
    assert bytes(checkpoint.root) == root


def keys() -> list[PublicKey]:
    return [one.key for one in published_keys()]
