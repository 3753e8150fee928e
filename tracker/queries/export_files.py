"""Files of long lists: which one a reader who asks gets, and how far it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from tracker.choices import ExportState
from tracker.models import ExportFile
from tracker.queries.lists import RESERVED, ListFilters
from tracker.queries.taken_out import TakenOut, is_outdated
from tracker.rules.export_files import SHARED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for: a list by the name and the arguments of its address, its filters."""

    list: str
    arguments: Mapping[str, Any]
    query: str
    format: str
    language: str

    @property
    def key(self) -> str:
        """The same for everybody who asks for the same."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def canonical_query(filters: ListFilters) -> str:
    """The filters in use as they stand in addresses, in one order however they were written."""
    names = sorted(set(filters.filters) - RESERVED)
    return urlencode([(name, filters.data[name]) for name in names if filters.data.get(name)])


def shared_export(
    wanted: Wanted, now: datetime, since: datetime | None = None
) -> ExportFile | None:
    """The file that whoever asks for this gets, made or not; None if one has to be asked for.

    It tells the record as it was after `since`, or no longer than SHARED ago.
    """
    for file in ExportFile.objects.shared(wanted.key, now, since or now - SHARED):
        if not has_ended(file, now):
            return file
    return None


def find_export(token: str) -> ExportFile | None:
    """The file of this address."""
    return ExportFile.objects.filter(token=token).first()


def has_ended(file: ExportFile, now: datetime) -> bool:
    """Whether a file that was made must not be given out any more.

    Its time is over, or something was taken out of the record since. Asked each time, since a
    worker that ends such files may not be running.
    """
    if file.state != ExportState.DONE:
        return file.state == ExportState.ENDED
    return file.expires_at <= now or is_outdated(TakenOut(file.floor, file.taken_out))


def before_it(file: ExportFile) -> int:
    """How many files have their turn before one that waits."""
    return ExportFile.objects.live().alike(file.format).filter(pk__lt=file.pk).count()
