"""Building the whole log again from the events, and comparing it byte by byte with what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.actions.log import COLUMNS, leaf_of
from tracker.actions.log_keys import log_origin
from tracker.actions.projections import locked_position
from tracker.models import Event, LogCheckpoint, LogEntry, LogTile, Projection
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import Edge, Tile, append
from tracker.proof.keys import PublicKey
from tracker.proof.notes import open_note
from tracker.proof.refusals import ProofRefused
from tracker.proof.tiles import WIDTH, level_counts
from tracker.proof.trees import HASH_BYTES, leaf_hash
from tracker.queries.log import LOG, published_keys, tiles_at

BATCH = 2000


class Differs(RuntimeError):
    """What is kept differs from what the events give; the message names the first difference."""


@dataclass
class Rebuild:
    """How far the log has been built again: `entries` so far, and how many rows were missing."""

    origin: str
    keys: list[PublicKey]
    edge: Edge = field(default_factory=Edge)
    last_event: int = 0
    written: int = 0

    @property
    def entries(self) -> int:
        return self.edge.size


def rebuild_log() -> Iterator[Rebuild]:
    """Build every leaf, tile and root again, a batch at a time, and compare each with what is kept.

    Gives the same object again and again, with how far it has come. Writes entries and tiles that
    are missing; raises Differs at the first that differ, and changes nothing that is there. Safe
    while events are recorded and sequenced: only the last batch keeps the sequencer waiting.
    """
    done = Rebuild(log_origin(), [one.key for one in published_keys()])
    while _rebuild_batch(done, _position()):
        yield done
    _finish(done)
    yield done


@transaction.atomic
def _finish(done: Rebuild) -> None:
    """With the sequencer waiting, build what came meanwhile, and see that nothing else is kept."""
    position = locked_position(LOG).position
    while _rebuild_batch(done, position):
        pass
    _see_that_nothing_is_left(done.edge.size)
    _compare_tiles(done, _edge_tiles(done.edge))


def _position() -> int:
    return Projection.objects.filter(name=LOG).values_list("position", flat=True).first() or 0


def _rebuild_batch(done: Rebuild, position: int) -> bool:
    """Build the next entries, up to the event at `position`; False if there are none."""
    events = Event.objects.filter(pk__gt=done.last_event, pk__lte=position).order_by("pk")
    rows = list(events.values_list(*COLUMNS)[:BATCH])
    if not rows:
        return False
    leaves = [leaf_of(*row) for row in rows]
    _compare_entries(done, [row[0] for row in rows], leaves)
    _compare_trees(done, [leaf_hash(leaf) for leaf in leaves])
    done.last_event = rows[-1][0]
    return True


def _compare_entries(done: Rebuild, events: Sequence[int], leaves: Sequence[bytes]) -> None:
    first = done.edge.size
    kept = LogEntry.objects.filter(index__gte=first, index__lt=first + len(events)).in_bulk()
    missing = []
    for index, (event, leaf) in enumerate(zip(events, leaves, strict=True), first):
        entry = kept.get(index)
        if entry is None:
            missing.append(LogEntry(index=index, event_id=event, leaf=leaf))
        elif entry.event_id != event:
            raise Differs(
                _("Entry %(index)s is of event %(kept)s, where event %(event)s belongs.")
                % {"index": index, "kept": entry.event_id, "event": event}
            )
        elif bytes(entry.leaf) != leaf:
            raise Differs(
                _("Entry %(index)s, of event %(event)s, has another leaf than its event gives.")
                % {"index": index, "event": event}
            )
    _see_that_they_are_nowhere_else(missing)
    LogEntry.objects.bulk_create(missing)
    done.written += len(missing)


def _see_that_they_are_nowhere_else(missing: list[LogEntry]) -> None:
    events = [entry.event_id for entry in missing]
    elsewhere = LogEntry.objects.filter(event__in=events).order_by("index").first()
    if elsewhere is not None:
        index = next(one.index for one in missing if one.event_id == elsewhere.event_id)
        raise Differs(
            _("Event %(event)s is entry %(kept)s, where it should be entry %(index)s.")
            % {"event": elsewhere.event_id, "kept": elsewhere.index, "index": index}
        )


def _compare_trees(done: Rebuild, hashes: Sequence[bytes]) -> None:
    """Let the tree grow from checkpoint to checkpoint, and compare each, and all full tiles."""
    start, end = done.edge.size, done.edge.size + len(hashes)
    signed = LogCheckpoint.objects.filter(size__gt=start, size__lte=end).order_by("size")
    full: list[Tile] = []
    at = start
    for checkpoint in signed.iterator(chunk_size=BATCH):
        full += _grown(done, hashes[at - start : checkpoint.size - start])
        _compare_checkpoint(done, checkpoint)
        at = checkpoint.size
    full += _grown(done, hashes[at - start :])
    _compare_tiles(done, full)


def _grown(done: Rebuild, hashes: Sequence[bytes]) -> list[Tile]:
    """Append, and give the tiles that are full now."""
    growth = append(done.edge, hashes)
    done.edge = growth.edge
    return [tile for tile in growth.tiles if len(tile.data) == WIDTH * HASH_BYTES]


def _compare_checkpoint(done: Rebuild, kept: LogCheckpoint) -> None:
    expected = Checkpoint(done.origin, done.edge.size, done.edge.root)
    try:
        text = open_note(kept.note, done.keys).text
    except ProofRefused as error:
        raise Differs(
            _("The checkpoint of %(size)s entries is not well signed: %(error)s")
            % {"size": kept.size, "error": error}
        ) from error
    if bytes(kept.root) != expected.root or text != expected.text:
        raise Differs(
            _("The checkpoint of %(size)s entries has another root than these entries give.")
            % {"size": kept.size}
        )


def _compare_tiles(done: Rebuild, tiles: Sequence[Tile]) -> None:
    for start in range(0, len(tiles), WIDTH):
        part = tiles[start : start + WIDTH]
        kept = tiles_at((tile.level, tile.index) for tile in part)
        missing = [tile for tile in part if (tile.level, tile.index) not in kept]
        for tile in part:
            if kept.get((tile.level, tile.index), tile.data) != tile.data:
                raise Differs(
                    _("Tile %(index)s of level %(level)s differs from what the entries give.")
                    % {"level": tile.level, "index": tile.index}
                )
        LogTile.objects.bulk_create(
            LogTile(level=tile.level, index=tile.index, data=tile.data) for tile in missing
        )
        done.written += len(missing)


def _edge_tiles(edge: Edge) -> list[Tile]:
    """The begun tiles, one of each level that has one."""
    counts = level_counts(edge.size)
    return [
        Tile(level, counts[level] // WIDTH, data) for level, data in enumerate(edge.levels) if data
    ]


def _see_that_nothing_is_left(size: int) -> None:
    """Raise Differs for entries, tiles and checkpoints beyond the log, or none at its end."""
    last = LogCheckpoint.objects.order_by("size").values_list("size", flat=True).last() or 0
    if last != size:
        raise Differs(
            _("The last checkpoint is of %(last)s entries, where the events give %(size)s.")
            % {"last": last, "size": size}
        )
    entry = LogEntry.objects.filter(index__gte=size).order_by("index").first()
    if entry is not None:
        raise Differs(_("Entry %(index)s is beyond the end of the log.") % {"index": entry.index})
    counts = level_counts(size)
    beyond = Q(level__gte=len(counts))
    for level, count in enumerate(counts):
        beyond |= Q(level=level, index__gte=-(-count // WIDTH))
    tile = LogTile.objects.filter(beyond).order_by("level", "index").first()
    if tile is not None:
        raise Differs(
            _("Tile %(index)s of level %(level)s is beyond the end of the log.")
            % {"level": tile.level, "index": tile.index}
        )
