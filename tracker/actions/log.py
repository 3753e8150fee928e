"""Putting events into the log, each exactly once: entries, tiles and a signed checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tracker.actions.log_keys import LogStopped, log_origin, make_first_key, signers
from tracker.actions.projections import locked_position, settled_event
from tracker.models import Event, LogCheckpoint, LogKey, LogTile
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import Edge, Growth, append, edge_of
from tracker.proof.keys import Signer
from tracker.proof.leaves import leaf_bytes
from tracker.proof.notes import sign_note
from tracker.proof.tiles import edge_places
from tracker.proof.trees import leaf_hash
from tracker.queries.log import LOG, latest_checkpoint, tiles_at, waiting_since

BATCH = 2000

# What a leaf is made of.
COLUMNS = ("pk", "kind", "recorded_at", "open_facts", "shown_sha256", "kept_sha256")

INSERT = 'INSERT INTO tracker_logentry ("index", event_id, leaf) VALUES (%s, %s, %s)'
COPY = 'COPY tracker_logentry ("index", event_id, leaf) FROM STDIN'


def sequence_events(*, wait: bool = False) -> int:
    """Put every committed event that is not in the log into it, in order; returns how many.

    Makes the log's key on the first run, and records log-key-made. Each batch is one transaction:
    killed at any point, the next run goes on as if this one had not begun it. Several may run at
    once. Where others record all the time, returns 0 rather than wait, unless told to wait.
    Raises LogStopped if the log cannot go on before somebody acts.
    """
    if not LogKey.objects.exists():
        make_first_key()
    # Seen without keeping anybody waiting.
    last = settled_event(wait=wait) if waiting_since() else 0
    _sync_commits()
    sequenced = 0
    while True:
        step = _sequence_batch(last) if last else 0
        sequenced += step
        if step < BATCH:
            return sequenced


def leaf_of(
    pk: int,
    kind: str,
    recorded_at: datetime,
    open_facts: dict[str, Any] | None,
    shown_sha256: str,
    kept_sha256: str,
) -> bytes:
    """The leaf of an event from its COLUMNS; raises LogStopped if nothing was committed to."""
    if not shown_sha256 or not kept_sha256:
        raise LogStopped(_("Event %(event)s was not made by an action.") % {"event": pk})
    return leaf_bytes(
        event=pk,
        recorded_at=recorded_at,
        shown_sha256=shown_sha256,
        kept_sha256=kept_sha256,
        kind=kind,
        open_facts=open_facts,
    )


def _sync_commits() -> None:
    """Have SQLite put a batch onto the disk before anybody reads it.

    By default a power failure may take away the last commits: of a published checkpoint, too.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")


@transaction.atomic
def _sequence_batch(last: int) -> int:
    cursor = locked_position(LOG)
    waiting = Event.objects.filter(pk__gt=cursor.position, pk__lte=last).order_by("pk")
    rows = list(waiting.values_list(*COLUMNS)[:BATCH])
    if not rows:
        return 0
    keys, edge = signers(), _edge()
    leaves = [leaf_of(*row) for row in rows]
    growth = append(edge, [leaf_hash(leaf) for leaf in leaves])
    events = [row[0] for row in rows]
    _write_entries(zip(count(edge.size), events, leaves, strict=False))
    _write_tiles(growth)
    _sign(growth.edge, keys)
    cursor.position = events[-1]
    cursor.save(update_fields=["position"])
    return len(rows)


def _edge() -> Edge:
    """The right edge of the tree as it was signed last; raises LogStopped if it is another now."""
    signed = latest_checkpoint()
    if signed is None:
        return Edge()
    tiles = tiles_at((place.level or 0, place.index) for place in edge_places(signed.size))
    try:
        edge = edge_of(signed.size, tiles)
    except ValueError:
        edge = Edge()
    if edge.root != bytes(signed.root):
        raise LogStopped(
            _(
                "The tiles of the log do not give the root that was signed for %(size)s entries. "
                "Nothing more is signed. manage.py rebuild names the first difference."
            )
            % {"size": signed.size}
        )
    return edge


def _write_entries(rows: Iterable[tuple[int, int, bytes]]) -> None:
    """Insert index, event and leaf of each entry; several times as fast as by way of objects."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(INSERT, list(rows))


def _write_tiles(growth: Growth) -> None:
    """Insert the new tiles and widen the others; the database refuses to change what was there."""
    LogTile.objects.bulk_create(
        (LogTile(level=tile.level, index=tile.index, data=tile.data) for tile in growth.tiles),
        update_conflicts=True,
        unique_fields=["level", "index"],
        update_fields=["data"],
    )


def _sign(edge: Edge, keys: Sequence[Signer]) -> None:
    checkpoint = Checkpoint(log_origin(), edge.size, edge.root)
    LogCheckpoint.objects.create(
        size=edge.size, root=edge.root, note=sign_note(checkpoint.text, *keys)
    )
