"""Reads the log: tiles, bundles of entries, checkpoints, keys, and proofs made from tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Max, Q, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Event, LogCheckpoint, LogEntry, LogKey, LogTile, Projection
from tracker.proof import trees
from tracker.proof.keys import PublicKey
from tracker.proof.tiles import WIDTH, bundle, subtrees
from tracker.proof.trees import HASH_BYTES, Read

LOG = "log"  # the name of the projection

Tiles = dict[tuple[int, int], bytes]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A key that checkpoints are, or were, signed with: from how many entries on, and how long."""

    key: PublicKey
    since: int
    made_at: datetime
    ended_at: datetime | None


def log_size() -> int:
    """How many entries the newest checkpoint covers; 0 before the first."""
    return LogCheckpoint.objects.aggregate(size=Max("size"))["size"] or 0


def waiting_since() -> datetime | None:
    """When the oldest event that has not entered the log was recorded; None if all have.

    One query, by the place up to which the sequencer says it has come.
    """
    done = Projection.objects.filter(name=LOG).values("position")
    waiting = Event.objects.filter(pk__gt=Coalesce(Subquery(done), 0)).order_by("pk")
    return waiting.values_list("recorded_at", flat=True).first()


def latest_checkpoint() -> LogCheckpoint | None:
    """The newest checkpoint; None before the first."""
    return LogCheckpoint.objects.order_by("size").last()


def checkpoint_at(size: int) -> LogCheckpoint | None:
    """The checkpoint of exactly so many entries, if the log was signed at that size."""
    return LogCheckpoint.objects.filter(size=size).first()


def checkpoint_covering(index: int) -> LogCheckpoint | None:
    """The first checkpoint that covers the entry at this place; it never changes."""
    return LogCheckpoint.objects.filter(size__gt=index).order_by("size").first()


def tile_data(level: int, index: int, width: int = WIDTH) -> bytes | None:
    """The first `width` (1 to 256) hashes of a tile; None where there are fewer. One query."""
    tile = LogTile.objects.filter(level=level, index=index).values_list("data", flat=True).first()
    data = bytes(tile or b"")[: width * HASH_BYTES]
    return data if len(data) == width * HASH_BYTES else None


def entry_bundle(index: int, width: int = WIDTH) -> bytes | None:
    """The first `width` leaves of a bundle of 256, as C2SP has it; None where there are fewer."""
    first = index * WIDTH
    entries = LogEntry.objects.filter(index__gte=first, index__lt=first + width)
    leaves = [bytes(leaf) for leaf in entries.order_by("index").values_list("leaf", flat=True)]
    return bundle(leaves) if len(leaves) == width else None


def entry_at(index: int) -> LogEntry | None:
    """The entry at a place, with its event. One query."""
    return LogEntry.objects.select_related("event").filter(index=index).first()


def entry_of(event: int) -> LogEntry | None:
    """The entry of the event with this number; None as long as it is not in the log."""
    return LogEntry.objects.filter(event=event).first()


def entries_of(events: Iterable[int]) -> dict[int, LogEntry]:
    """The entries of events by the events' numbers, as far as they are in the log. One query."""
    entries = LogEntry.objects.filter(event__in=list(events))
    return {entry.event_id: entry for entry in entries}


def published_keys() -> list[PublishedKey]:
    """Every key there was, the first first. One query."""
    return [
        PublishedKey(PublicKey(row.name, bytes(row.public)), row.since, row.made_at, row.ended_at)
        for row in LogKey.objects.order_by("since", "pk")
    ]


def signing_keys() -> int:
    """How many keys sign checkpoints now. One query."""
    return LogKey.objects.signing().count()


def root_at(size: int) -> bytes:
    """The root of the tree of the first `size` entries. One query.

    Raises ValueError if there are fewer, as the two proofs do.
    """
    return _from_tiles(lambda read: trees.root(size, read))


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """The hashes that prove that the entry at `index` is in the tree of `size` entries.

    One query, for the tiles of O(log size). Raises ValueError unless 0 <= index < size <= the log.
    """
    return _from_tiles(lambda read: trees.inclusion_proof(index, size, read))


def consistency_proof(old: int, new: int) -> list[bytes]:
    """The hashes that prove that the tree of `new` entries begins with that of `old`.

    One query, for the tiles of O(log new). Raises ValueError unless 0 <= old <= new <= the log.
    """
    return _from_tiles(lambda read: trees.consistency_proof(old, new, read))


def tiles_at(places: Iterable[tuple[int, int]]) -> Tiles:
    """The tiles at these levels and indexes, as far as there are any. One query."""
    wanted = [Q(level=level, index=index) for level, index in places]
    if not wanted:
        return {}
    rows = LogTile.objects.filter(reduce(or_, wanted)).values_list("level", "index", "data")
    return {(level, index): bytes(data) for level, index, data in rows}


def _from_tiles(make: Callable[[Read], Found]) -> Found:
    """What `make` gives on the log's tiles; first on none at all, to see which ones it reads."""
    places: set[tuple[int, int]] = set()

    def look(level: int, index: int) -> bytes:
        places.add((level, index))
        return bytes(WIDTH * HASH_BYTES)

    make(subtrees(look))
    tiles = tiles_at(places)
    return make(subtrees(lambda level, index: tiles.get((level, index), b"")))
