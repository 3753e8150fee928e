"""A log that grows by any steps has the tiles and the root of one written at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader

from tracker.proof.growth import Edge, Growth, append, edge_of
from tracker.proof.tiles import WIDTH, all_places, edge_places, subtrees, tile_path
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

MANY = [leaf_hash(b"%d" % number) for number in range(70_000)]
Tiles = dict[tuple[int, int], bytes]


def grown(steps: Sequence[int]) -> tuple[Edge, Tiles]:
    """A log that grew by so many leaves at a time, and its tiles."""
    edge, tiles = Edge(), Tiles()
    for step in steps:
        growth = append(edge, MANY[edge.size : edge.size + step])
        keep(growth, tiles)
        edge = growth.edge
    return edge, tiles


def keep(growth: Growth, tiles: Tiles) -> None:
    for tile in growth.tiles:
        before = tiles.get((tile.level, tile.index), b"")
        assert tile.data.startswith(before)
        assert len(before) < len(tile.data) <= WIDTH * 32
        tiles[tile.level, tile.index] = tile.data


def root_by_definition(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root_by_definition(leaves[:split]), root_by_definition(leaves[split:]))


def test_empty_log() -> None:
    assert Edge().root == EMPTY_ROOT
    assert append(Edge(), []) == Growth(Edge())
    assert edge_of(0, {}) == Edge()


def test_one_leaf_is_one_tile_and_the_root() -> None:
    edge, tiles = grown([1])

    assert edge.root == MANY[0]
    assert tiles == {(0, 0): MANY[0]}


@settings(max_examples=50)
@given(st.lists(st.sampled_from([0, 1, 2, 3, 100, 255, 256, 257, 512]), max_size=6))
def test_steps_do_not_matter(steps: list[int]) -> None:
    edge, tiles = grown(steps)
    at_once, tiles_at_once = grown([sum(steps)])

    assert (edge, tiles) == (at_once, tiles_at_once)
    assert edge.root == root_by_definition(MANY[: edge.size])
    assert edge_of(edge.size, tiles) == edge


def test_seventy_thousand_leaves_over_three_levels() -> None:
    edge, tiles = grown([65_535, 1, 4_000, 464])
    read = subtrees(lambda level, index: tiles[level, index])
    widths = {(place.level, place.index): place.width for place in all_places(70_000)}

    assert {place: len(data) // 32 for place, data in tiles.items()} == widths
    assert edge.root == root_by_definition(MANY) == root(70_000, read)
    proof = inclusion_proof(12_345, 70_000, read)
    assert verify_inclusion(MANY[12_345], 12_345, 70_000, proof, edge.root)
    older = root_by_definition(MANY[:30_001])
    between = consistency_proof(30_001, 70_000, read)
    assert verify_consistency(30_001, older, 70_000, edge.root, between)


def test_edge_is_taken_from_tiles_that_have_grown_since() -> None:
    small, _tiles = grown([300])
    _edge, tiles = grown([700])

    assert edge_of(300, tiles) == small


@pytest.mark.parametrize("levels", [(), (b"",), (b"a" * 31, b"a" * 32), (b"a" * 64, b"a" * 32)])
def test_edge_that_does_not_fit_its_size_is_refused(levels: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="a tree of 257 ends in tiles of"):
        Edge(257, levels)


def test_edge_of_missing_tiles_is_refused() -> None:
    _edge, tiles = grown([300])
    del tiles[0, 1]

    with pytest.raises(ValueError, match="a tree of 300 ends in tiles of"):
        edge_of(300, tiles)


def test_growing_keeps_no_more_than_the_edge() -> None:
    edge, _tiles = grown([65_535])

    assert [len(level) // 32 for level in edge.levels] == [255, 255]
    assert len(edge_places(65_535)) == 2


def test_tlog_scales_reads_our_tiles(tmp_path: Path) -> None:
    edge, tiles = grown([1_000, 337])
    for place in all_places(edge.size):
        assert place.level is not None
        path = tmp_path / tile_path(place.level, place.index, place.width)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiles[place.level, place.index])
    reader = TilesReader(LocalBackend(tmp_path))
    reader.set_size(edge.size)

    assert reader.calculate_root_hash() == edge.root
    read = subtrees(lambda level, index: tiles[level, index])
    theirs = reader.get_inclusion_proof(700, 1337).node_hashes
    assert theirs == inclusion_proof(700, 1337, read)
    theirs = reader.get_consistency_proof(700, 1337).node_hashes
    assert theirs == consistency_proof(700, 1337, read)
