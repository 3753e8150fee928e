"""Entries of the log as everybody may read them: what stands in clear, and what is open now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tracker.choices import EventKind
from tracker.models import Event, LogEntry
from tracker.proof.canonical import read_canonical
from tracker.proof.commitments import Opening
from tracker.proof.trees import leaf_hash
from tracker.queries.events import EventRow, event_rows, told_events
from tracker.queries.lists import Columns, ListFilters
from tracker.queries.log_openings import public_opening
from tracker.queries.pages import Order

NEWEST = Order("pk", is_descending=True, of="entries")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: its place, what its leaf says in clear, and its event in words if that is public.

    `kind` and `sentence` are "" where the leaf is closed and the event is not public.
    """

    index: int
    event: int
    recorded_at: datetime
    kind: str
    kind_label: str
    sentence: str
    statement: str
    leaf_hash: str
    is_open: bool
    url: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry with its leaf, what is open of it now, and the public event behind it, if any."""

    row: EntryRow
    leaf: str
    said: dict[str, Any]
    opening: Opening | None
    shown: dict[str, Any]
    erased_at: datetime | None
    about: EventRow | None


# The row as CSV and JSON give it.
ENTRY_COLUMNS: Columns[EntryRow] = {
    "index": lambda row: row.index,
    "event": lambda row: row.event,
    "recorded_at": lambda row: row.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
    "kind": lambda row: row.kind,
    "leaf_sha256": lambda row: row.leaf_hash,
    "address": lambda row: row.url,
}


class EntryFilters(ListFilters):
    """The list of entries has an order, and nothing to narrow it by: nobody leaves one out."""

    def everything(self) -> QuerySet[Any]:
        """All entries."""
        return LogEntry.objects.all()

    def order(self) -> Order:
        """Newest first."""
        return NEWEST


def entry_rows(entries: Iterable[LogEntry]) -> list[EntryRow]:
    """The rows of entries; one query for the public events among them."""
    found = list(entries)
    about = _public_events(entry.event_id for entry in found)
    return [_row(entry, about.get(entry.event_id)) for entry in found]


def entry_page(entry: LogEntry) -> EntryPage:
    """Everything on the page of an entry read with its event; four queries."""
    leaf, event = bytes(entry.leaf), entry.event
    about = _public_events([event.pk]).get(event.pk)
    opening = public_opening(event)
    return EntryPage(
        row=_row(entry, about),
        leaf=leaf.decode(),
        said=read_canonical(leaf),
        opening=opening,
        shown=event.shown_facts if opening else {},
        erased_at=event.erased_at,
        about=about,
    )


def _public_events(numbers: Iterable[int]) -> dict[int, EventRow]:
    events = told_events(Event.objects.visible_to(None).filter(pk__in=list(numbers)))
    return {row.pk: row for row in event_rows(events)}


def _row(entry: LogEntry, about: EventRow | None) -> EntryRow:
    leaf = bytes(entry.leaf)
    said = read_canonical(leaf)
    kind = said.get("kind", about.kind if about else "")
    return EntryRow(
        index=entry.index,
        event=said["event"],
        recorded_at=datetime.fromisoformat(said["recorded_at"]),
        kind=kind,
        kind_label=str(EventKind(kind).label) if kind else "",
        sentence=about.sentence if about else "",
        statement=about.statement if about else "",
        leaf_hash=leaf_hash(leaf).hex(),
        is_open="kind" in said,
        url=reverse("log_entry", args=[entry.index]),
    )
