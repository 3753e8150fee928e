"""A record to audit, exported folders of it, and how somebody would rewrite one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from tracker.actions.log import sequence_events
from tracker.actions.log_keys import signers
from tracker.actions.releases import void_submission
from tracker.choices import ReplyKind, Visibility, VoidReason
from tracker.models import Submission
from tracker.proof.canonical import canonical_bytes
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.growth import Edge, append
from tracker.proof.notes import sign_note
from tracker.proof.tiles import bundle
from tracker.proof.trees import leaf_hash
from tracker.queries.log import published_keys
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell


def record(cast: Cast) -> Submission:
    """A record with something of each kind; returns an offer that is answered."""
    offer = cast.offered()
    withheld = cast.offered(cast.fleuves, visibility=Visibility.WITHHELD)
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer, withheld)
    cast.replied(ReplyKind.REFUSAL, withheld)
    cast.release(cast.check(offer, dated="2022-03-04"))
    void_submission(cast.offered(cast.mara), VoidReason.SPAM, by=cast.ben)
    cast.offer(cast.network)
    return offer


@pytest.fixture
def folder(shell: Shell, cast: Cast, tmp_path: Path) -> Path:
    """An exported folder of such a record."""
    record(cast)
    sequence_events(wait=True)
    shell("export_log", str(tmp_path / "copy"))
    return tmp_path / "copy"


def refused(shell: Shell, *arguments: object) -> str:
    with pytest.raises(CommandError) as error:
        shell("audit_log", *map(str, arguments))
    return str(error.value)


def exported(shell: Shell, folder: Path) -> Path:
    sequence_events(wait=True)
    shell("export_log", str(folder))
    return folder


def audited(shell: Shell, folder: Path) -> str:
    return shell("audit_log", str(exported(shell, folder)))


def the_key() -> str:
    return published_keys()[0].key.text


def entries_of(folder: Path) -> Path:
    return next((folder / "log/tile/entries").glob("000.p/*"))


def forged(leaf: bytes) -> bytes:
    """A leaf of another content, in the right form."""
    said: dict[str, Any] = json.loads(leaf)
    return canonical_bytes(said | {"kept": "0" * 64})


def rewrite(folder: Path, leaves: list[bytes], *, sign: bool) -> None:
    """Make the copy one of these entries, all of them in one bundle; signed with the log's key."""
    growth = append(Edge(), [leaf_hash(leaf) for leaf in leaves])
    for name in ("entries", "0"):
        path = folder / f"log/tile/{name}/000.p/{len(leaves)}"
        path.write_bytes(bundle(leaves) if name == "entries" else growth.tiles[0].data)
    if sign:
        key = published_keys()[0].key
        text = Checkpoint(key.name, len(leaves), growth.edge.root).text
        (folder / "log/checkpoint").write_text(sign_note(text, *signers()), encoding="utf-8")
