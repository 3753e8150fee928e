"""How a log grows: new leaves at the right edge, the tiles that change, the new root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.proof.tiles import WIDTH, edge_places, level_counts, tile_root
from tracker.proof.trees import EMPTY_ROOT, HASH_BYTES, node_hash

TILE_BYTES = WIDTH * HASH_BYTES


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile as it stands after growing: 1 to 256 hashes side by side."""

    level: int
    index: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Edge:
    """A tree as far as growing needs it: its size, and on each level the hashes of the begun tile.

    `levels[0]` is that of the leaves; a level whose last tile is full holds no bytes. Its size in
    memory grows with the logarithm of the tree's.
    """

    size: int = 0
    levels: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        widths = [len(data) / HASH_BYTES for data in self.levels]
        expected = [count % WIDTH for count in level_counts(self.size)]
        if widths != expected:
            raise ValueError(f"a tree of {self.size} ends in tiles of {expected}, not {widths}")

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        found = b""
        for level in self.levels:
            found = _with_root(level, found)
        return found or EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Growth:
    """What came of appending: the new edge, and every tile that is new or has become wider."""

    edge: Edge
    tiles: list[Tile] = field(default_factory=list)


def edge_of(size: int, tiles: dict[tuple[int, int], bytes]) -> Edge:
    """The edge of a tree from its begun tiles (those of edge_places), by level and index.

    They may be wider than the tree of this size has them. Raises ValueError if one is missing.
    """
    levels = [b""] * len(level_counts(size))
    for place in edge_places(size):
        level = place.level or 0
        data = tiles.get((level, place.index), b"")
        levels[level] = data[: place.width * HASH_BYTES]
    return Edge(size, tuple(levels))


def append(edge: Edge, leaf_hashes: Sequence[bytes]) -> Growth:
    """Add leaves at the end, given by their hashes; the tiles come level by level.

    Does about one hash for each leaf. Memory: the leaves given, and the edge.
    """
    tiles: list[Tile] = []
    levels: list[bytes] = []
    coming = b"".join(leaf_hashes)
    counts = iter(level_counts(edge.size))
    old_levels = iter(edge.levels)
    level = 0
    while coming or level < len(edge.levels):
        data = next(old_levels, b"")
        index = next(counts, 0) // WIDTH
        begun, full = _fill(level, index, data + coming) if coming else (data, [])
        tiles += full
        if coming and begun:
            tiles.append(Tile(level, index + len(full), begun))
        coming = b"".join(tile_root(tile.data) for tile in full)
        levels.append(begun)
        level += 1
    return Growth(Edge(edge.size + len(leaf_hashes), tuple(levels)), tiles)


def _fill(level: int, index: int, data: bytes) -> tuple[bytes, list[Tile]]:
    """Cut the hashes of a level from its begun tile on: what is left over, and the full tiles."""
    whole = len(data) // TILE_BYTES * TILE_BYTES
    starts = range(0, whole, TILE_BYTES)
    full = [
        Tile(level, index + number, data[start : start + TILE_BYTES])
        for number, start in enumerate(starts)
    ]
    return data[whole:], full


def _with_root(level: bytes, right: bytes) -> bytes:
    """The root over the hashes of a begun tile and what stands to their right, which is smaller."""
    end = len(level)
    while end:
        count = end // HASH_BYTES
        start = end - (count & -count) * HASH_BYTES
        left = tile_root(level[start:end])
        right = node_hash(left, right) if right else left
        end = start
    return right
