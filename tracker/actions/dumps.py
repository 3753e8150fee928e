"""Files of the whole record: asked for each night, and no more kept than DUMPS_KEPT."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tracker.actions.export_files import ask_for_export, end_exports
from tracker.models import ExportFile
from tracker.queries.dumps import all_dumps, current_dumps
from tracker.queries.export_files import Wanted
from tracker.rules.dumps import RECORD, ZIP, is_due
from tracker.rules.refusals import TooMany


def ask_for_dump(now: datetime, *, is_wanted: bool = False) -> ExportFile | None:
    """Have the whole record be written if that is due, or wanted at once; the file to be made.

    None if none is due, or if too many files wait. Those beyond DUMPS_KEPT are ended; with 0 there
    are none at all. Leaves no event: it is a copy.
    """
    kept = settings.DUMPS_KEPT
    current = current_dumps()
    if len(current) > kept:
        end_exports(current[kept:])
    last = all_dumps().first()
    if last is not None and last.is_live:
        return last if is_wanted else None
    newest_of = timezone.localdate(current[0].as_of) if current else None
    asked_at = last.asked_at if last else None
    if not is_wanted and not is_due(newest_of, asked_at, timezone.localdate(now), now):
        return None
    if not kept:
        return None
    try:
        return ask_for_export(Wanted(RECORD, {}, "", ZIP, settings.LANGUAGE_CODE), None, now)
    except TooMany:
        return None
