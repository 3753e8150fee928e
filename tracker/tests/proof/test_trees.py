"""Trees, roots and proofs as RFC 6962 has them, at every edge."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.proof.trees import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The leaves, roots and proofs that implementations of RFC 6962 have been checked with since 2013.
LEAVES = [
    bytes.fromhex(text)
    for text in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
OF_TWO = ROOTS[2]
LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAVES_2_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LEAVES_4_5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
LEAVES_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAVES_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"


class Hashes:
    """Hashes of complete subtrees over some leaves; counts how many were read."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [[leaf_hash(leaf) for leaf in leaves]]
        self.reads = 0
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            pairs = zip(below[::2], below[1::2], strict=False)
            self.levels.append([node_hash(left, right) for left, right in pairs])

    def __call__(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.levels[level][index]


def made(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def hexes(proof: Sequence[bytes]) -> list[str]:
    return [value.hex() for value in proof]


@pytest.mark.parametrize("size", range(9))
def test_root_of_rfc_6962(size: int) -> None:
    assert root(size, Hashes(LEAVES)).hex() == ROOTS[size]


@pytest.mark.parametrize(
    "index, size, proof",
    [
        (0, 1, []),
        (0, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (5, 8, [LEAF_4, LEAVES_6_7, ROOTS[4]]),
        (2, 3, [OF_TWO]),
        (1, 5, [ROOTS[1], LEAVES_2_3, LEAF_4]),
    ],
)
def test_inclusion_proof_of_rfc_6962(index: int, size: int, proof: list[str]) -> None:
    assert hexes(inclusion_proof(index, size, Hashes(LEAVES))) == proof


@pytest.mark.parametrize(
    "old, new, proof",
    [
        (1, 1, []),
        (1, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (6, 8, [LEAVES_4_5, LEAVES_6_7, ROOTS[4]]),
        (2, 5, [LEAVES_2_3, LEAF_4]),
        (0, 5, []),
        (8, 8, []),
    ],
)
def test_consistency_proof_of_rfc_6962(old: int, new: int, proof: list[str]) -> None:
    assert hexes(consistency_proof(old, new, Hashes(LEAVES))) == proof


def test_seven_leaves_as_drawn_in_rfc_6962() -> None:
    """Section 2.1.3: the audit paths and consistency proofs of a tree of d0 to d6."""
    read = Hashes(made(7))
    a, b, c, d, e, f, j = read.levels[0]
    g, h, i = read.levels[1]
    (k,) = read.levels[2]
    right = node_hash(i, j)

    assert inclusion_proof(0, 7, read) == [b, h, right]
    assert inclusion_proof(3, 7, read) == [c, g, right]
    assert inclusion_proof(4, 7, read) == [f, j, k]
    assert inclusion_proof(6, 7, read) == [i, k]
    assert consistency_proof(3, 7, read) == [c, d, g, right]
    assert consistency_proof(4, 7, read) == [right]
    assert consistency_proof(6, 7, read) == [i, j, k]
    assert a != e


def test_empty_tree_holds_nothing() -> None:
    assert sha256(b"").digest() == EMPTY_ROOT == root(0, Hashes([]))
    assert not verify_inclusion(leaf_hash(b""), 0, 0, [], EMPTY_ROOT)
    assert not verify_inclusion(EMPTY_ROOT, 0, 0, [], EMPTY_ROOT)
    assert verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])


def test_one_leaf_is_its_own_root() -> None:
    only = leaf_hash(b"only")

    assert inclusion_proof(0, 1, Hashes([b"only"])) == []
    assert verify_inclusion(only, 0, 1, [], only)
    assert not verify_inclusion(only, 0, 1, [only], only)
    assert not verify_inclusion(only, 1, 1, [], only)
    assert verify_consistency(0, EMPTY_ROOT, 1, only, [])
    assert verify_consistency(1, only, 1, only, [])


@pytest.mark.parametrize("index, size", [(0, 0), (1, 1), (5, 5), (6, 5), (-1, 5)])
def test_inclusion_proof_of_no_leaf_is_refused(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"a tree of {size} has no leaf {index}"):
        inclusion_proof(index, size, Hashes(made(8)))


@pytest.mark.parametrize("old, new", [(6, 5), (-1, 5), (1, 0)])
def test_consistency_proof_backwards_is_refused(old: int, new: int) -> None:
    with pytest.raises(ValueError, match=f"a tree of {new} does not begin with one of {old}"):
        consistency_proof(old, new, Hashes(made(8)))


@pytest.mark.parametrize(
    "index, size", [(7, 7), (8, 7), (-1, 7), (3, 0), (3, -7), (3, 9), (3, 4), (2**70, 2**71)]
)
def test_inclusion_fails_at_other_places_and_sizes(index: int, size: int) -> None:
    """Seven leaves from eight only the signature tells: seen from here the shape is the same."""
    read = Hashes(made(7))
    proof, head = inclusion_proof(3, 7, read), root(7, read)

    assert verify_inclusion(read.levels[0][3], 3, 7, proof, head)
    assert not verify_inclusion(read.levels[0][3], index, size, proof, head)


@pytest.mark.parametrize("old, new", [(7, 3), (0, 7), (7, 7), (-3, 7), (3, 9), (4, 7), (3, 2**70)])
def test_consistency_fails_at_other_sizes(old: int, new: int) -> None:
    read = Hashes(made(7))
    proof, heads = consistency_proof(3, 7, read), (root(3, read), root(7, read))

    assert verify_consistency(3, heads[0], 7, heads[1], proof)
    assert not verify_consistency(old, heads[0], new, heads[1], proof)


def test_consistency_needs_a_proof_where_there_is_something_to_prove() -> None:
    read = Hashes(made(7))

    assert not verify_consistency(3, root(3, read), 7, root(7, read), [])
    assert not verify_consistency(4, root(4, read), 7, root(7, read), [])
    assert not verify_consistency(0, root(3, read), 7, root(7, read), [])
    assert not verify_consistency(0, EMPTY_ROOT, 7, root(7, read), [EMPTY_ROOT])
    assert not verify_consistency(0, b"a" * 32, 0, b"a" * 32, [])


SIZES = st.integers(1, 300)
DATA = st.data()


@settings(max_examples=50)
@given(SIZES, DATA)
def test_tampered_inclusion_fails(size: int, data: st.DataObject) -> None:
    read = Hashes(made(size))
    index = data.draw(st.integers(0, size - 1))
    proof, head = inclusion_proof(index, size, read), root(size, read)
    parts = [read.levels[0][index], *proof, head]
    assert verify_inclusion(parts[0], index, size, proof, head)

    changed = data.draw(tampered(parts))

    assert not verify_inclusion(changed[0], index, size, changed[1:-1], changed[-1])


@settings(max_examples=50)
@given(SIZES, DATA)
def test_tampered_consistency_fails(new: int, data: st.DataObject) -> None:
    read = Hashes(made(new))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, read)
    parts = [root(old, read), *proof, root(new, read)]
    assert verify_consistency(old, parts[0], new, parts[-1], proof)

    changed = data.draw(tampered(parts))

    assert not verify_consistency(old, changed[0], new, changed[-1], changed[1:-1])


@settings(max_examples=50)
@given(SIZES, DATA)
def test_proofs_read_few_hashes(size: int, data: st.DataObject) -> None:
    read = Hashes(made(size))
    most = 2 * size.bit_length()

    inclusion_proof(data.draw(st.integers(0, size - 1)), size, read)
    assert read.reads <= most

    read.reads = 0
    consistency_proof(data.draw(st.integers(0, size)), size, read)
    assert read.reads <= most


def tampered(parts: Sequence[bytes]) -> st.SearchStrategy[list[bytes]]:
    """The same hashes with one bit turned, one cut short, one too many or one too few."""

    def turned(place: int, bit: int) -> list[bytes]:
        changed = bytearray(parts[place])
        changed[bit // 8] ^= 1 << bit % 8
        return [*parts[:place], bytes(changed), *parts[place + 1 :]]

    place = st.integers(0, len(parts) - 1)
    return st.one_of(
        st.builds(turned, place, st.integers(0, 255)),
        place.map(lambda at: [*parts[:at], parts[at][:-1], *parts[at + 1 :]]),
        st.integers(1, len(parts) - 1).map(lambda at: [*parts[:at], b"x" * 32, *parts[at:]]),
        # Without a hash between them there is nothing to leave out.
        st.integers(1, max(len(parts) - 2, 1)).map(
            lambda at: [*parts[:at], *parts[at + 1 :]] if len(parts) > 2 else [b"", b""]
        ),
    )
