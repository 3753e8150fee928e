"""Files of the whole record: which ones are given out now."""

from __future__ import annotations

from django.db.models import QuerySet

from tracker.choices import ExportState
from tracker.models import ExportFile
from tracker.queries.taken_out import taken_out_since
from tracker.rules.dumps import RECORD


def all_dumps() -> QuerySet[ExportFile]:
    """All that were asked for, the newest first, also those that are not given out any more."""
    return ExportFile.objects.filter(list=RECORD).order_by("-pk")


def current_dumps() -> list[ExportFile]:
    """Those that are given out, the newest first; two queries.

    None that was made before something was taken out of the record: it would still hold that.
    """
    done = list(all_dumps().filter(state=ExportState.DONE))
    if not done:
        return []
    numbers = taken_out_since(min(file.floor for file in done))
    return [
        file for file in done if sum(number > file.floor for number in numbers) == file.taken_out
    ]
