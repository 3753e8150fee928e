"""Computing a whole log's tree again from its entries, a bundle at a time, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import TILE_BYTES, Edge, Tile, append
from tracker.proof.refusals import DoesNotFit, Malformed
from tracker.proof.tiles import WIDTH, hashes, level_counts, read_bundle, width_at
from tracker.proof.trees import EMPTY_ROOT, leaf_hash


class TreeAudit:
    """The tree as its entries make it, held against what was signed, now and earlier.

    Entries are added bundle by bundle, from the first on; `last_tiles()` and `finish()` come after
    the last.
    """

    def __init__(self, checkpoint: Checkpoint, older: Checkpoint | None = None) -> None:
        """Raises DoesNotFit if the older checkpoint already shows that this is no later state."""
        self.checkpoint, self.older, self.edge = checkpoint, older, Edge()
        if older is None:
            return
        about = {"old": older.size, "new": checkpoint.size}
        if older.origin != checkpoint.origin:
            raise DoesNotFit(_("The older checkpoint is of another log: %s") % older.origin)
        if older.size > checkpoint.size:
            raise DoesNotFit(
                _(
                    "This copy is truncated: it has %(new)s entries, and the older checkpoint was "
                    "signed over %(old)s."
                )
                % about
            )
        self._require_older(Edge())

    def bundles(self) -> Iterator[tuple[int, int]]:
        """The bundles to add, by number, each with how many entries it has."""
        for index in range(-(-self.checkpoint.size // WIDTH)):
            yield index, width_at(self.checkpoint.size, 0, index)

    def add(self, leaves: Sequence[bytes]) -> list[Tile]:
        """Add the entries of the next bundle; returns the tiles that are full now, to be compared.

        Raises DoesNotFit where the tree is another than the one that was signed earlier.
        """
        new = [leaf_hash(leaf) for leaf in leaves]
        older = self.older
        if older is not None and self.edge.size < older.size <= self.edge.size + len(new):
            self._require_older(append(self.edge, new[: older.size - self.edge.size]).edge)
        growth = append(self.edge, new)
        self.edge = growth.edge
        return [tile for tile in growth.tiles if len(tile.data) == TILE_BYTES]

    def last_tiles(self) -> list[Tile]:
        """The tiles that are begun and not full, to be compared as well."""
        counts = level_counts(self.edge.size)
        levels = enumerate(zip(counts, self.edge.levels, strict=True))
        return [Tile(level, n // WIDTH, data) for level, (n, data) in levels if data]

    def finish(self) -> None:
        """Raises DoesNotFit unless the tree of all entries is the one that was signed."""
        if (self.edge.size, self.edge.root) != (self.checkpoint.size, self.checkpoint.root):
            raise DoesNotFit(
                _(
                    "The entries do not make the tree that was signed: its root over %s entries is "
                    "another. An entry was changed, or the checkpoint is of another log."
                )
                % self.checkpoint.size
            )

    def _require_older(self, edge: Edge) -> None:
        older = self.older
        if older is None or edge.size != older.size:
            return
        if (edge.root if edge.size else EMPTY_ROOT) != older.root:
            raise DoesNotFit(
                _(
                    "This is a forked copy: its first %s entries are not those over which the "
                    "older checkpoint was signed."
                )
                % older.size
            )


def entries_in(index: int, data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle as it was served; raises Malformed if it does not hold so many."""
    try:
        leaves = read_bundle(data)
    except ValueError:
        leaves = []
    if len(leaves) != width:
        raise Malformed(
            _("Bundle %(index)s does not hold the %(width)s entries that it should.")
            % {"index": index, "width": width}
        )
    return leaves


def require_same_tile(made: Tile, served: bytes) -> None:
    """Raise DoesNotFit, naming the place, unless the tile that was served is the one computed."""
    if served == made.data:
        return
    first = made.index * WIDTH
    if made.level == 0 and len(served) == len(made.data):
        pairs = zip(hashes(made.data), hashes(served), strict=True)
        entry = first + next(place for place, (one, other) in enumerate(pairs) if one != other)
        raise DoesNotFit(
            _("Entry %s is not the one whose hash stands in its tile: one of them was changed.")
            % entry
        )
    raise DoesNotFit(
        _("Tile %(level)s/%(index)s does not hold the hashes that follow from the entries.")
        % {"level": made.level, "index": made.index}
    )
