"""One audit of a log: its tree from the first entry to the last, and the lists against it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tracker.management.log_copies import LogCopy
from tracker.proof.checkpoints import Checkpoint, read_checkpoint
from tracker.proof.commitments import Opening
from tracker.proof.growth import Tile
from tracker.proof.keys import PublicKey
from tracker.proof.leaf_readings import read_leaf, read_object
from tracker.proof.notes import open_note
from tracker.proof.refusals import DoesNotFit, Malformed
from tracker.proof.tiles import WIDTH, entries_path, tile_path, width_at
from tracker.proof.tree_audits import TreeAudit, entries_in, require_same_tile
from tracker.readers.log_facts import Entry, LogFacts
from tracker.readers.public_lists import (
    EVENTS,
    SUBMISSIONS,
    Compared,
    ListedEvents,
    compare_submissions,
    listed_events,
    rows_of,
)
from tracker.rules.references import references_sha256

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What an audit without a difference has looked at."""

    checkpoint: Checkpoint
    keys: tuple[PublicKey, ...]
    openings: int
    compared: Compared
    events: int
    unopened: int


def signed_checkpoint(note: bytes | None, keys: Sequence[PublicKey]) -> tuple[Checkpoint, Any]:
    """The checkpoint of a signed note and the keys that signed it; raises ProofRefused."""
    if note is None:
        raise Malformed(_("There is no checkpoint."))
    opened = open_note(_text(note), keys)
    checkpoint = read_checkpoint(opened.text)
    if checkpoint.origin not in {key.name for key in opened.keys}:
        raise DoesNotFit(
            _("The checkpoint is of %s, whose key did not sign it.") % checkpoint.origin
        )
    return checkpoint, opened.keys


class LogAudit:
    """An audit of one copy with these keys; `older` is a checkpoint that was kept from before.

    `since` is the place from which entries may be newer than the lists were.
    """

    def __init__(
        self, copy: LogCopy, note: bytes | None, keys: Sequence[PublicKey], *, since: int
    ) -> None:
        self.copy, self.since = copy, since
        self.checkpoint, self.keys = signed_checkpoint(note, keys)
        self.facts, self.openings, self.last_event = LogFacts(), 0, 0

    def run(
        self, older: Checkpoint | None, submissions: Path, events: Path, progress: Progress
    ) -> Found:
        """Look at everything; raises ProofRefused or Differs at the first difference."""
        with _rows(events, EVENTS) as rows:
            listed = listed_events(rows)
        self._read_entries(TreeAudit(self.checkpoint, older), listed, progress)
        with _rows(submissions, SUBMISSIONS) as rows:
            compared = compare_submissions(rows, self.facts, since=self.since)
        listed.finish(self.facts, since=self.since)
        return Found(
            self.checkpoint,
            self.keys,
            self.openings,
            compared,
            listed.compared,
            listed.unopened,
        )

    def _read_entries(self, tree: TreeAudit, listed: ListedEvents, progress: Progress) -> None:
        for number, width in tree.bundles():
            leaves = entries_in(number, self._served(entries_path(number, width)), width)
            self._compare_tiles(tree.add(leaves))
            if tree.edge.size == self.checkpoint.size:
                self._compare_tiles(tree.last_tiles())
                tree.finish()
            self._fold(number, leaves, listed)
            progress(tree.edge.size, self.checkpoint.size)
        tree.finish()

    def _compare_tiles(self, made: Sequence[Tile]) -> None:
        for tile in made:
            width = width_at(self.checkpoint.size, tile.level, tile.index)
            path = tile_path(tile.level, tile.index, width)
            require_same_tile(tile, self._served(path))

    def _fold(self, number: int, leaves: Sequence[bytes], listed: ListedEvents) -> None:
        said = [read_leaf(leaf) for leaf in leaves]
        entries = [
            Entry(number * WIDTH + place, one["event"], one["recorded_at"], **_clear(one))
            for place, one in enumerate(said)
        ]
        more: dict[str, Any] = {}
        if any(one.needs_opening for one in entries):
            more = self._more(number)
        for entry, one in zip(entries, said, strict=True):
            if entry.event <= self.last_event:
                raise DoesNotFit(
                    _("Entry %(index)s is of event %(event)s, which does not follow the one before")
                    % {"index": entry.index, "event": entry.event}
                )
            self.last_event = entry.event
            try:
                opened = self._opened(entry, one, more)
                listed.meet(opened)
                self.facts.fold(opened)
            except (AttributeError, KeyError, TypeError) as error:
                raise Malformed(
                    _("Entry %s says something in a form that this audit does not know.")
                    % entry.index
                ) from error

    def _opened(self, entry: Entry, said: dict[str, Any], more: dict[str, Any]) -> Entry:
        """The entry with what its opening says besides; raises DoesNotFit if that is another."""
        given = more.get("openings", {}).get(str(entry.index))
        if given is None:
            return entry
        opening = Opening(str(given.get("content")), str(given.get("salt")))
        if not opening.opens(said["shown"]):
            raise DoesNotFit(
                _("The opening of entry %s is not of what the log committed to.") % entry.index
            )
        shown = read_object(opening.content.encode())
        is_same = all(shown.get(name) == value for name, value in entry.facts.items())
        if not is_same or not _fits_hash(shown):
            raise DoesNotFit(
                _("The opening of entry %s says otherwise than the entry.") % entry.index
            )
        self.openings += 1
        return Entry(entry.index, entry.event, entry.recorded_at, str(shown.get("kind")), shown)

    def _more(self, number: int) -> dict[str, Any]:
        served = self._served(f"log/openings/{number}.json")
        try:
            more = json.loads(served)
        except ValueError as error:
            raise Malformed(_("The openings of bundle %s are no JSON.") % number) from error
        return more if isinstance(more, dict) else {}

    def _served(self, path: str) -> bytes:
        full = path if path.startswith("log/") else f"log/{path}"
        data = self.copy.read(full)
        if data is None:
            raise DoesNotFit(_("%s is missing.") % full)
        return data


def _fits_hash(shown: dict[str, Any]) -> bool:
    """Whether the submissions that an opening names are those whose hash stands in clear."""
    if "references_sha256" not in shown:
        return True
    named = [reference for some in shown["standing"].values() for reference in some]
    return references_sha256(named) == shown["references_sha256"]


def _clear(said: dict[str, Any]) -> dict[str, Any]:
    return {"kind": said["kind"], "facts": said["facts"]} if "kind" in said else {}


@contextmanager
def _rows(path: Path, columns: Sequence[str]) -> Iterator[Iterator[dict[str, str]]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        yield rows_of(lines, columns, path.name)


def _text(note: bytes) -> str:
    try:
        return note.decode()
    except UnicodeDecodeError as error:
        raise Malformed(_("The checkpoint is not a text file in UTF-8.")) from error
