"""What stands in a submission's dossier: its story, and what the log has of it, with receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.models import Erasure, LogEntry
from tracker.proof.receipts import Receipt, receipt_text
from tracker.queries.documents import changed_at
from tracker.queries.log import PublishedKey, published_keys
from tracker.queries.log_entries import EntryRow, entry_rows
from tracker.queries.log_openings import public_opening
from tracker.queries.receipts import receipt_name, receipt_of
from tracker.queries.renewals import Stand, stand_of
from tracker.queries.stories import Story, Told, story_of, submissions_to_tell
from tracker.queries.stubs import erasure_of
from tracker.rules.documents import MOST_ENTRIES
from tracker.rules.lanes import Turn


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry of the log, and its receipt as a file."""

    row: EntryRow
    proof: Receipt
    file: str
    receipt: bytes


@dataclass(frozen=True, slots=True)
class SubmissionDocument:
    """A submission as everybody may read it; `left_out` entries are on its page only."""

    story: Story
    path: str
    changed: datetime
    stand: Stand | None
    erasure: Erasure | None
    entries: list[Proven]
    left_out: int
    keys: list[PublishedKey]


def submission_document(reference: str, today: date) -> SubmissionDocument | None:
    """The dossier of a submission; None if it is not public. Some queries for each entry."""
    submission = submissions_to_tell(None).filter(reference=reference).first()
    if submission is None:
        return None
    story = story_of(submission, None, today)
    places = sorted(set(_places(story)))
    return SubmissionDocument(
        story=story,
        path=submission.get_absolute_url(),
        changed=changed_at(submission.statement_id) or submission.recorded_at,
        stand=stand_of(submission),
        erasure=erasure_of(submission),
        entries=_proven(places[:MOST_ENTRIES], submission.reference),
        left_out=len(places[MOST_ENTRIES:]),
        keys=published_keys(),
    )


def _places(story: Story) -> Iterator[int]:
    """Where in the log stands what the story tells."""
    for told in _told(story):
        if told.entry is not None:
            yield told.entry


def _told(story: Story) -> Iterator[Told]:
    yield story.offer
    for drawn in story.drawn:
        if isinstance(drawn, Turn):
            yield from (one.body for one in (*drawn.signatory, *drawn.issuer))
        else:
            yield from (look.body for look in drawn.looks)


def _proven(places: list[int], reference: str) -> list[Proven]:
    entries = LogEntry.objects.filter(index__in=places).select_related("event__submission")
    found = list(entries.order_by("index"))
    return [
        _one(entry, row, reference) for entry, row in zip(found, entry_rows(found), strict=True)
    ]


def _one(entry: LogEntry, row: EntryRow, reference: str) -> Proven:
    proof = receipt_of(entry, public_opening(entry.event))
    file = receipt_name(reference, entry.event_id)
    return Proven(row, proof, file, receipt_text(proof).encode())
