"""The list of time stamps that an outside authority gave checkpoints, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tracker.models import LogTimestamp
from tracker.queries.lists import Columns, ListFilters
from tracker.queries.pages import Order

NEWEST = Order("pk", is_descending=True, of="timestamps")


class TimestampFilters(ListFilters):
    """The list of time stamps has an order, and nothing to narrow it by."""

    def everything(self) -> QuerySet[Any]:
        """All of them, without the authority's files."""
        return LogTimestamp.objects.defer("response")

    def order(self) -> Order:
        """Newest first."""
        return NEWEST


@dataclass(frozen=True, slots=True)
class TimestampRow:
    """One time stamp; the addresses are those of what was stamped and of the authority's file."""

    size: int
    authority: str
    stamped_at: datetime
    note_url: str
    file_url: str


TIMESTAMP_COLUMNS: Columns[TimestampRow] = {
    "entries": lambda row: row.size,
    "stamped_at": lambda row: row.stamped_at.astimezone(UTC).isoformat(timespec="seconds"),
    "authority": lambda row: row.authority,
    "checkpoint_address": lambda row: row.note_url,
    "address": lambda row: row.file_url,
}


def timestamp_rows(stamps: Iterable[LogTimestamp]) -> list[TimestampRow]:
    """The rows of time stamps."""
    return [
        TimestampRow(
            size=stamp.checkpoint_id,
            authority=stamp.authority,
            stamped_at=stamp.stamped_at,
            note_url=reverse("log_checkpoint_at", args=[stamp.checkpoint_id]),
            file_url=reverse("log_timestamp", args=[stamp.pk]),
        )
        for stamp in stamps
    ]
