"""A small log in memory, with a key that is always the same, and the files that it gives out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.commitments import Opening, commitment, opening, part_salt
from tracker.proof.growth import Edge, append
from tracker.proof.keys import Signer
from tracker.proof.leaves import leaf_bytes
from tracker.proof.notes import sign_note
from tracker.proof.promises import Promise, sign_promise
from tracker.proof.receipts import Receipt, receipt_text
from tracker.proof.tiles import subtrees
from tracker.proof.trees import Read, inclusion_proof, leaf_hash, root

ORIGIN = "undersigned.example/log"
CONTENT = canonical_bytes({"kind": "submission-offered", "name": "Zoë Ångström"})
PROMISE = Promise(
    origin=ORIGIN,
    statement="rivers-declaration",
    revision="ab" * 32,
    reference="RD-17",
    claimed="2026-11~",
    received="2026-11-23T08:49:46.123456Z",
    event=17,
)


def signer(number: int = 1, name: str = ORIGIN) -> Signer:
    """The same key for the same number."""
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


def salt_of(event: int) -> bytes:
    return part_salt(event.to_bytes(32, "big"), "shown")


def leaf(event: int, **more: object) -> bytes:
    """A closed leaf, or with kind and open_facts an open one."""
    return leaf_bytes(
        event=event,
        recorded_at=datetime(2026, 11, 23, 8, 49, 46, 123456, tzinfo=UTC),
        shown_sha256=commitment(salt_of(event), CONTENT),
        kept_sha256="0f" * 32,
        **more,  # type: ignore[arg-type]
    )


def read_from(leaves: Sequence[bytes]) -> Read:
    """The hashes of complete subtrees over these entries, out of tiles."""
    grown = append(Edge(), [leaf_hash(one) for one in leaves])
    tiles = {(tile.level, tile.index): tile.data for tile in grown.tiles}
    return subtrees(lambda level, index: tiles[level, index])


def opened(event: int) -> Opening:
    return opening(salt_of(event), CONTENT)


def receipt(
    index: int = 3,
    size: int = 6,
    *signers: Signer,
    entry: bytes | None = None,
    enclosed: Opening | None = None,
) -> Receipt:
    """That of an entry in a log whose entry at index n is of event n + 1."""
    leaves = [leaf(event) for event in range(1, size + 1)]
    leaves[index] = entry or leaves[index]
    read = read_from(leaves)
    text = Checkpoint(ORIGIN, size, root(size, read)).text
    note = sign_note(text, *(signers or [signer()]))
    return Receipt(leaves[index], index, tuple(inclusion_proof(index, size, read)), note, enclosed)


def receipt_file() -> bytes:
    """A receipt of a log of six entries that encloses its content."""
    return receipt_text(receipt(enclosed=opened(4))).encode()


def promise_file() -> bytes:
    return sign_promise(PROMISE, signer()).encode()
