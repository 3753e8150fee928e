"""Events as everybody may take them along: read as tuples of what their rows tell."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tracker.queries.events import EVENT_COLUMNS, TOLD, event_rows
from tracker.queries.exports import Chunks, Export, export_of


def event_export() -> Export:
    """The export of the list of events."""
    told = export_of(event_rows, EVENT_COLUMNS)

    def read(found: QuerySet[Any]) -> Chunks:
        return told.read(found.values_list(*TOLD, named=True))

    return Export(told.columns, read)
