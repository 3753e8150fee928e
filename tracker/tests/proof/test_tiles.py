"""Tiles, their paths and the bundles of entries, as C2SP tlog-tiles has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tlog_scales import tiles as oracle

from tracker.proof.tiles import (
    WIDTH,
    Place,
    all_places,
    bundle,
    edge_places,
    entries_path,
    hashes,
    read_bundle,
    read_path,
    subtrees,
    tile_path,
    tile_root,
    width_at,
)
from tracker.proof.trees import consistency_proof, inclusion_proof, node_hash


@pytest.mark.parametrize(
    "place, path",
    [
        (Place(0, 0), "tile/0/000"),
        (Place(0, 999), "tile/0/999"),
        (Place(0, 1000), "tile/0/x001/000"),
        (Place(1, 1234067), "tile/1/x001/x234/067"),
        (Place(63, 0, 1), "tile/63/000.p/1"),
        (Place(0, 1234, 255), "tile/0/x001/234.p/255"),
        (Place(None, 0, 5), "tile/entries/000.p/5"),
        (Place(None, 273), "tile/entries/273"),
    ],
)
def test_path_names_a_place(place: Place, path: str) -> None:
    if place.level is None:
        assert entries_path(place.index, place.width) == path
    else:
        assert tile_path(place.level, place.index, place.width) == path
    assert read_path(path) == place


@given(st.integers(0, 63), st.integers(0, 10**18 - 1), st.integers(1, 256))
def test_paths_are_those_of_tlog_scales_and_read_back(level: int, index: int, width: int) -> None:
    partial = width % 256

    assert tile_path(level, index, width) == "/".join(oracle.tile_path(level, index, partial))
    assert entries_path(index, width) == "/".join(oracle.tile_path(-1, index, partial))
    assert read_path(tile_path(level, index, width)) == Place(level, index, width)
    assert read_path(entries_path(index, width)) == Place(None, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001/x002",
        "tile/0/000.p/0",
        "tile/0/000.p/05",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000.p5",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/ 00",
        "tile/0/٠٠٠",
        "/tile/0/000",
        "tile/data/000",
        "tile/0/x001/x001/x001/x001/x001/x001/001",
    ],
)
def test_any_other_path_names_nothing(path: str) -> None:
    assert read_path(path) is None


def test_seventy_thousand_entries_have_the_tiles_of_the_specification() -> None:
    places = list(all_places(70_000))

    assert places[:273] == [Place(0, number) for number in range(273)]
    assert places[273:] == [Place(0, 273, 112), Place(1, 0), Place(1, 1, 17), Place(2, 0, 1)]
    assert edge_places(70_000) == [Place(0, 273, 112), Place(1, 1, 17), Place(2, 0, 1)]


def test_a_full_tile_begins_the_next_level() -> None:
    assert list(all_places(256)) == [Place(0, 0), Place(1, 0, 1)]
    assert edge_places(256) == [Place(1, 0, 1)]
    assert list(all_places(0)) == edge_places(0) == []


@pytest.mark.parametrize(
    "size, level, index, width",
    [
        (0, 0, 0, 0),
        (255, 0, 0, 255),
        (256, 0, 0, 256),
        (256, 0, 1, 0),
        (256, 1, 0, 1),
        (255, 1, 0, 0),
        (70_000, 1, 1, 17),
        (70_000, 7, 3, 0),
    ],
)
def test_width_of_a_tile(size: int, level: int, index: int, width: int) -> None:
    assert width_at(size, level, index) == width


LEAVES = st.lists(st.binary(max_size=300), max_size=20)


@given(LEAVES)
def test_bundle_is_read_back(leaves: list[bytes]) -> None:
    assert read_bundle(bundle(leaves)) == leaves


def test_bundle_has_lengths_of_two_bytes() -> None:
    assert bundle([b"", b"abc", b"x" * 65_535]) == (b"\x00\x00\x00\x03abc\xff\xff" + b"x" * 65_535)
    with pytest.raises(OverflowError):
        bundle([b"x" * 65_536])


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_cut_bundle_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="ends within its entry 1"):
        read_bundle(bundle([b"a", b"abc"])[:-cut])


def test_hashes_of_a_tile_are_whole() -> None:
    assert hashes(b"a" * 32 + b"b" * 32) == [b"a" * 32, b"b" * 32]
    with pytest.raises(ValueError, match="hashes of 32 bytes"):
        hashes(b"a" * 33)


def test_subtrees_are_read_out_of_the_fewest_tiles() -> None:
    asked: list[tuple[int, int]] = []

    def read_tile(level: int, index: int) -> bytes:
        asked.append((level, index))
        return bytes(range(256)) * 32

    read = subtrees(read_tile)
    data = bytes(range(256)) * 32

    assert read(0, 5) == data[160:192]
    assert read(1, 2) == node_hash(data[128:160], data[160:192])
    assert read(7, 1) == tile_root(data[4096:])
    assert read(8, 5) == data[160:192]
    assert read(9, 128) == node_hash(data[:32], data[32:64])
    assert asked == [(0, 0), (1, 0), (1, 1)]


@pytest.mark.parametrize("index", [0, 255, 256, 123_456, 999_423, 999_424, 999_999])
def test_proofs_at_a_million_leaves_are_made_from_few_tiles(index: int) -> None:
    """Three levels of tiles: on each the one above the leaf, and the one at the right edge."""
    asked: set[tuple[int, int]] = set()

    def read_tile(level: int, number: int) -> bytes:
        asked.add((level, number))
        return bytes(WIDTH * 32)

    assert len(inclusion_proof(index, 1_000_000, subtrees(read_tile))) <= 20
    assert len(consistency_proof(index + 1, 1_000_000, subtrees(read_tile))) <= 21
    assert len(asked) <= 6


def test_subtree_of_a_tile_too_short_is_refused() -> None:
    read = subtrees(lambda level, index: b"a" * 96)

    assert read(0, 2) == b"a" * 32
    with pytest.raises(ValueError, match="shorter than the tree needs"):
        read(1, 1)
