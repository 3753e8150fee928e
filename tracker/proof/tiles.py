"""The tree cut into tiles of 256 hashes, and entries into bundles (C2SP tlog-tiles)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from tracker.proof.trees import HASH_BYTES, Read

HEIGHT = 8
WIDTH = 1 << HEIGHT
TOP = 63  # the highest level that a path may name

# Gives the data of the tile at a level and an index, at least as wide as the tree in question has.
ReadTile = Callable[[int, int], bytes]

_LEVEL = r"(?P<level>entries|0|[1-9][0-9]?)"
_NUMBER = r"(?P<number>(?!x000/)(?:x[0-9]{3}/){0,5}[0-9]{3})"
_PATH = re.compile(rf"tile/{_LEVEL}/{_NUMBER}(?:\.p/(?P<width>[1-9][0-9]{{0,2}}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """Which tile, or which bundle of entries (level None), and how many of its 256 are there."""

    level: int | None
    index: int
    width: int = WIDTH


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile below the log's address: "tile/0/x001/234", "tile/0/x001/234.p/5"."""
    return f"tile/{level}/{_number(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of a bundle of entries below the log's address: "tile/entries/000.p/5"."""
    return f"tile/entries/{_number(index, width)}"


def read_path(path: str) -> Place | None:
    """The tile or bundle that this path below the log's address names in the one right way."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level = None if match["level"] == "entries" else int(match["level"])
    width = int(match["width"] or WIDTH)
    if (level or 0) > TOP or (match["width"] and width >= WIDTH):
        return None
    return Place(level, int(re.sub("[x/]", "", match["number"])), width)


def width_at(size: int, level: int, index: int) -> int:
    """How many hashes of a tile a tree of `size` has: 0 (no such tile) to 256."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - index * WIDTH))


def edge_places(size: int) -> list[Place]:
    """The tiles of a tree of `size` that are begun and not full; at most one of each level."""
    counts = enumerate(level_counts(size))
    return [Place(level, n // WIDTH, n % WIDTH) for level, n in counts if n % WIDTH]


def all_places(size: int) -> Iterable[Place]:
    """Every tile that a tree of `size` has, level by level, from left to right."""
    for level, count in enumerate(level_counts(size)):
        for index in range(-(-count // WIDTH)):
            yield Place(level, index, width_at(size, level, index))


def subtrees(read_tile: ReadTile) -> Read:
    """Read hashes of complete subtrees out of tiles; each tile is fetched once."""
    tile = cache(read_tile)

    def read(level: int, index: int) -> bytes:
        tile_level, above = divmod(level, HEIGHT)
        first = index << above
        data = tile(tile_level, first // WIDTH)
        return tile_root(_cut(data, first % WIDTH, 1 << above))

    return read


def tile_root(data: bytes) -> bytes:
    """The hash over the complete subtree whose 1, 2, 4 ... 256 hashes these are."""
    while len(data) > HASH_BYTES:
        pairs = range(0, len(data), 2 * HASH_BYTES)
        data = b"".join([sha256(b"\x01" + data[at : at + 2 * HASH_BYTES]).digest() for at in pairs])
    return data


def bundle(leaves: Iterable[bytes]) -> bytes:
    """Entries one behind the other, each after its length in two bytes."""
    return b"".join(part for leaf in leaves for part in (len(leaf).to_bytes(2, "big"), leaf))


def read_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; raises ValueError if it ends within one."""
    leaves: list[bytes] = []
    at = 0
    while at < len(data):
        begin = at + 2
        at = begin + int.from_bytes(data[at:begin], "big")
        if at > len(data) or begin > len(data):
            raise ValueError(f"the bundle ends within its entry {len(leaves)}")
        leaves.append(data[begin:at])
    return leaves


def hashes(data: bytes) -> list[bytes]:
    """The hashes of a tile, one by one; raises ValueError unless it is made of whole ones."""
    if len(data) % HASH_BYTES:
        raise ValueError("a tile is made of hashes of 32 bytes")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def _cut(data: bytes, first: int, count: int) -> bytes:
    cut = data[first * HASH_BYTES : (first + count) * HASH_BYTES]
    if len(cut) != count * HASH_BYTES:
        raise ValueError("the tile is shorter than the tree needs")
    return cut


def level_counts(size: int) -> list[int]:
    """How many hashes each level of tiles has, from the leaves up."""
    counts = []
    while size:
        counts.append(size)
        size >>= HEIGHT
    return counts


def _number(index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + ("" if width == WIDTH else f".p/{width}")
