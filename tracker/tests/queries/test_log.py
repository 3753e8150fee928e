"""Reading the log: tiles and bundles whole or not at all, proofs from tiles in one query."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tracker.actions.log import sequence_events
from tracker.models import Event, LogEntry
from tracker.proof.tiles import read_bundle
from tracker.proof.trees import leaf_hash, verify_consistency, verify_inclusion
from tracker.queries import log
from tracker.tests.logs import make_events, plain_root

pytestmark = pytest.mark.django_db
SIZES = (1, 2, 3, 255, 256, 257, 300)


@pytest.fixture
def leaves() -> list[bytes]:
    """A log of 300 entries."""
    make_events(299)
    sequence_events()
    return [bytes(one.leaf) for one in LogEntry.objects.order_by("index")]


def test_every_proof_is_good_and_takes_one_query(
    leaves: list[bytes], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    for size in SIZES:
        root = plain_root(hashes[:size])
        assert log.root_at(size) == root
        for index in {0, size // 2, size - 1}:
            with django_assert_num_queries(min(size - 1, 1)):
                proof = log.inclusion_proof(index, size)
            assert verify_inclusion(hashes[index], index, size, proof, root)
        for old in (one for one in SIZES if one < size):
            proof = log.consistency_proof(old, size)
            assert verify_consistency(old, plain_root(hashes[:old]), size, root, proof)


@pytest.mark.parametrize("index, size", [(0, 301), (300, 300), (-1, 5), (0, 0), (0, 10**9)])
def test_no_proof_beyond_the_log(leaves: list[bytes], index: int, size: int) -> None:
    with pytest.raises(ValueError, match=r"has no leaf|shorter than the tree needs"):
        log.inclusion_proof(index, size)


def test_tiles_and_bundles_are_given_whole_or_not_at_all(leaves: list[bytes]) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]

    assert log.tile_data(0, 0) == b"".join(hashes[:256])
    assert log.tile_data(0, 1, 44) == b"".join(hashes[256:])
    assert log.tile_data(0, 1, 45) is log.tile_data(0, 2) is None
    assert read_bundle(log.entry_bundle(0) or b"") == leaves[:256]
    assert read_bundle(log.entry_bundle(1, 44) or b"") == leaves[256:]
    assert log.entry_bundle(1) is log.entry_bundle(2, 1) is None


def test_checkpoints_and_entries_are_found(leaves: list[bytes]) -> None:
    entry, newest = log.entry_at(7), log.latest_checkpoint()

    assert entry is not None
    assert newest is not None
    assert log.entry_of(entry.event_id) == entry
    assert log.entries_of([entry.event_id, 10**9]) == {entry.event_id: entry}
    assert log.checkpoint_at(300) == log.checkpoint_covering(7) == newest
    assert log.checkpoint_at(299) is log.checkpoint_covering(300) is None
    assert log.entry_at(300) is None
    assert (log.log_size(), log.signing_keys()) == (300, 1)


def test_waiting_since_is_when_the_oldest_outside_was_recorded(
    leaves: list[bytes],
) -> None:
    sequence_events()
    assert log.waiting_since() is None
    make_events(2)
    newest = LogEntry.objects.latest("index").event_id
    assert log.waiting_since() == Event.objects.filter(pk__gt=newest).earliest("pk").recorded_at
