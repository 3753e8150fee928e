"""Merkle trees of RFC 6962: their roots, and proofs that an entry is in one and that one grew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from hashlib import sha256

# Gives the hash of a complete subtree: of the leaves [index * 2**level, (index + 1) * 2**level).
Read = Callable[[int, int], bytes]

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one entry; the 0 before it keeps it from passing for a node."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, read: Read) -> bytes:
    """The root of the tree of the first `size` leaves, in at most 64 reads."""
    return _range_hash(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The hashes beside the way from a leaf up to the root (RFC 6962, 2.1.1), the lowest first.

    Raises ValueError unless 0 <= index < size. Reads O(log size) hashes.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} has no leaf {index}")
    start, end = 0, size
    beside: list[bytes] = []
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            beside.append(_range_hash(middle, end, read))
            end = middle
        else:
            beside.append(_range_hash(start, middle, read))
            start = middle
    return beside[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """The hashes that show that a tree of `old` leaves is the beginning of one of `new` (2.1.2).

    Nothing has to be shown for an empty old tree or the same one. Raises ValueError unless
    0 <= old <= new. Reads O(log new) hashes.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} does not begin with one of {old}")
    if old in (0, new):
        return []
    start, end = 0, new
    beside: list[bytes] = []
    while end != old:
        middle = _middle(start, end)
        if old <= middle:
            beside.append(_range_hash(middle, end, read))
            end = middle
        else:
            beside.append(_range_hash(start, middle, read))
            start = middle
    # The old tree itself is known to whoever asks.
    known = [] if start == 0 else [_range_hash(start, end, read)]
    return known + beside[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes
) -> bool:
    """Whether the leaf of this hash stands at `index` in the tree of `size` with this root.

    After RFC 9162, 2.1.3.2. False, never an error, for sizes and hashes that make no sense.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root_hash, *proof):
        return False
    place, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(beside, found)
            place, last = _over_missing(place, last)
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root_hash


def verify_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of `new` leaves and this root begins with that of `old` and its root.

    After RFC 9162, 2.1.4.2. False, never an error, for sizes and hashes that make no sense.
    """
    if not 0 <= old <= new or not _are_hashes(old_root, new_root, *proof):
        return False
    if old == new:
        return not proof and old_root == new_root and (old > 0 or old_root == EMPTY_ROOT)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    return _grows(old, old_root, new, new_root, list(proof))


def _grows(old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes]) -> bool:
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    hashes = proof if place else [old_root, *proof]
    if not hashes:
        return False
    found_old = found_new = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old = node_hash(beside, found_old)
            found_new = node_hash(beside, found_new)
            place, last = _over_missing(place, last)
        else:
            found_new = node_hash(found_new, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


def _over_missing(place: int, last: int) -> tuple[int, int]:
    """Pass the levels on which the rightmost node has no neighbour and goes up as it is."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _middle(start: int, end: int) -> int:
    """Where RFC 6962 splits: behind the largest power of two smaller than the number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _range_hash(start: int, end: int, read: Read) -> bytes:
    """The root over the leaves [start, end), where start is where RFC 6962 lets a subtree begin."""
    parts: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append(read(level, start >> level))
        start += 1 << level
    return reduce(lambda right, left: node_hash(left, right), reversed(parts))
