"""Every proof for the sizes from 1 to 200, accepted by two programs that share no code with us."""

from collections.abc import Sequence
from functools import cache

import pytest
from pymerkle import ConsistencyProof, InclusionProof, InmemoryTree
from tlog_scales import tlog

from tracker.proof.trees import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

SIZES = range(1, 201)
LEAVES = [b"entry %d" % number for number in range(SIZES[-1])]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


@cache
def read(level: int, index: int) -> bytes:
    if level == 0:
        return HASHES[index]
    return node_hash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1))


ROOTS = [root(size, read) for size in range(SIZES[-1] + 1)]


@cache
def inclusions() -> dict[tuple[int, int], list[bytes]]:
    return {
        (index, size): inclusion_proof(index, size, read) for size in SIZES for index in range(size)
    }


@cache
def consistencies() -> dict[tuple[int, int], list[bytes]]:
    return {
        (old, new): consistency_proof(old, new, read) for new in SIZES for old in range(1, new + 1)
    }


@pytest.fixture(scope="module")
def pymerkle_tree() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(LEAVES)
    return tree


def test_there_is_a_proof_for_every_pair() -> None:
    assert len(inclusions()) == len(consistencies()) == 200 * 201 / 2


def test_our_own_check_accepts_every_proof() -> None:
    for (index, size), proof in inclusions().items():
        assert verify_inclusion(HASHES[index], index, size, proof, ROOTS[size])
    for (old, new), proof in consistencies().items():
        assert verify_consistency(old, ROOTS[old], new, ROOTS[new], proof)


def test_tlog_scales_accepts_every_inclusion_proof() -> None:
    for (index, size), proof in inclusions().items():
        tlog.InclusionProof(index, size, proof).check(HASHES[index], ROOTS[size])


def test_tlog_scales_accepts_every_consistency_proof() -> None:
    for (old, new), proof in consistencies().items():
        tlog.ConsistencyProof(old, new, proof).check(ROOTS[old], ROOTS[new])


def test_pymerkle_has_the_same_roots(pymerkle_tree: InmemoryTree) -> None:
    assert [pymerkle_tree.get_root(size) for size in range(201)] == ROOTS


def test_pymerkle_accepts_every_inclusion_proof() -> None:
    for (index, size), proof in inclusions().items():
        path = [HASHES[index], *proof]
        theirs = InclusionProof("sha256", True, size, index + 1, turns(index, size), path)
        theirs.verify(HASHES[index], ROOTS[size], index=index + 1, size=size)


def turns(index: int, size: int) -> list[int]:
    """How pymerkle wants the way down told, from the leaf up: 0 for left, 1 for right, root 0."""
    ways = [0]
    while size > 1:
        left = 1 << (size - 1).bit_length() - 1
        ways.append(int(index >= left))
        index, size = (index - left, size - left) if ways[-1] else (index, left)
    return ways[::-1]


def test_pymerkle_accepts_every_consistency_proof(pymerkle_tree: InmemoryTree) -> None:
    for (old, new), proof in consistencies().items():
        theirs = pymerkle_tree.prove_consistency(old, new)
        theirs.verify(ROOTS[old], ROOTS[new], prior_size=old, later_size=new)
        assert as_rfc_6962(theirs) == proof


def as_rfc_6962(proof: ConsistencyProof) -> Sequence[bytes]:
    """The same hashes in the order of the RFC.

    pymerkle gives the first hash behind the old tree in pieces and before the old tree's last; it
    also gives the old root where the RFC leaves it out: for the same tree, or a power of two.
    """
    pieces = proof.subset.index(1)
    if pieces == 0:
        return []
    behind = proof.path[0]
    for piece in proof.path[1:pieces]:
        behind = node_hash(behind, piece)
    is_power_of_two = proof.prior_size & (proof.prior_size - 1) == 0
    last = [] if is_power_of_two else [proof.path[pieces]]
    return [*last, behind, *proof.path[pieces + 1 :]]
