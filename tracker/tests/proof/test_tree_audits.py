"""Computing a log's tree again: each way in which copy, tiles and checkpoints can disagree."""

from __future__ import annotations

import pytest

from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import Edge, Tile, append
from tracker.proof.refusals import DoesNotFit, Malformed
from tracker.proof.tiles import WIDTH, bundle
from tracker.proof.tree_audits import TreeAudit, entries_in, require_same_tile
from tracker.proof.trees import EMPTY_ROOT, leaf_hash
from tracker.tests.proof.sample_logs import ORIGIN

LEAVES = [str(number).encode() for number in range(700)]


def checkpoint(size: int, leaves: list[bytes] = LEAVES) -> Checkpoint:
    edge = append(Edge(), [leaf_hash(leaf) for leaf in leaves[:size]]).edge
    return Checkpoint(ORIGIN, size, edge.root)


def audited(size: int, older: Checkpoint | None = None, leaves: list[bytes] = LEAVES) -> list[Tile]:
    """Every tile that the audit would compare."""
    audit = TreeAudit(checkpoint(size), older)
    tiles = []
    for number, width in audit.bundles():
        tiles += audit.add(leaves[number * WIDTH : number * WIDTH + width])
    audit.finish()
    return tiles + audit.last_tiles()


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 700])
def test_a_good_log_passes_and_every_tile_is_computed_once(size: int) -> None:
    tiles = audited(size)

    full, begun = divmod(size, WIDTH)
    above = [(1, 0, full)] if full else []
    expected = [(0, number, WIDTH) for number in range(full)] + ([(0, full, begun)] * bool(begun))
    found = [(tile.level, tile.index, len(tile.data) // 32) for tile in tiles]
    assert sorted(found) == sorted(expected + above)


@pytest.mark.parametrize("older", [0, 1, 255, 256, 257, 512, 699, 700])
def test_an_older_checkpoint_anywhere_is_recognised(older: int) -> None:
    audited(700, checkpoint(older))


@pytest.mark.parametrize("older", [1, 256, 300, 700])
def test_a_fork_before_the_older_checkpoint_is_found(older: int) -> None:
    forked = [b"forged", *LEAVES[1:]]

    with pytest.raises(DoesNotFit, match=f"forked copy: its first {older} entries"):
        audited(700, checkpoint(older, forked))


def test_a_wrong_root_of_an_empty_log_is_found() -> None:
    with pytest.raises(DoesNotFit, match="forked copy: its first 0 entries"):
        audited(700, Checkpoint(ORIGIN, 0, b"x" * 32))
    audited(0, Checkpoint(ORIGIN, 0, EMPTY_ROOT))


def test_a_truncated_copy_is_found() -> None:
    with pytest.raises(DoesNotFit, match="truncated: it has 699 entries"):
        audited(699, checkpoint(700))


def test_the_checkpoint_of_another_log_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="is of another log: other"):
        TreeAudit(checkpoint(3), Checkpoint("other", 1, checkpoint(1).root))


@pytest.mark.parametrize("place", [0, 255, 256, 699])
def test_one_changed_entry_makes_another_root(place: int) -> None:
    changed = [*LEAVES[:place], b"forged", *LEAVES[place + 1 :]]

    with pytest.raises(DoesNotFit, match="do not make the tree that was signed"):
        audited(700, leaves=changed)


def test_entries_of_a_bundle_are_counted() -> None:
    data = bundle(LEAVES[:3])

    assert entries_in(0, data, 3) == LEAVES[:3]
    for wrong, width in ((data, 2), (data, 4), (data[:-1], 3)):
        with pytest.raises(Malformed, match="Bundle 7 does not hold the"):
            entries_in(7, wrong, width)


def test_a_tile_that_differs_is_named_by_its_entry_where_one_can_be_told() -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:4]]
    made = Tile(0, 2, b"".join(hashes))
    require_same_tile(made, made.data)

    with pytest.raises(DoesNotFit, match="Entry 514 is not the one"):
        require_same_tile(made, b"".join([*hashes[:2], hashes[0], hashes[3]]))
    with pytest.raises(DoesNotFit, match="Tile 0/2 does not hold"):
        require_same_tile(made, made.data[:-32])
    with pytest.raises(DoesNotFit, match="Tile 1/2 does not hold"):
        require_same_tile(Tile(1, 2, made.data), made.data[::-1])
