"""Documents as PDF: the one that whoever asks for it gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from tracker.models import Event, ExportFile
from tracker.queries.export_files import Wanted, shared_export
from tracker.rules.documents import FRESH, LATE
from tracker.rules.export_files import DOCUMENT

# The names of their addresses, which are the names of what they are documents of.
STATEMENT, SUBMISSION = "statement_document", "submission_document"


def wanted_document(name: str, arguments: Mapping[str, str], edition: str, language: str) -> Wanted:
    """A document by the name and the arguments of its address, as this edition of the site has it.

    Where a list has its filters stands the edition.
    """
    return Wanted(name, arguments, edition, DOCUMENT, language)


def shared_document(wanted: Wanted, statement: int, now: datetime) -> ExportFile | None:
    """The document that whoever asks for this gets, made or not; None if one has to be asked for.

    One that was made is shared for as long as nothing came in about the statement, and FRESH
    longer; never beyond its day, as documents count days.
    """
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    file = shared_export(wanted, now, since=today)
    if file is None or file.as_of is None or file.as_of > now - FRESH:
        return file
    changed = changed_at(statement)
    return file if changed is None or changed < file.as_of - LATE else None


def changed_at(statement: int) -> datetime | None:
    """When the newest public event about a statement was recorded; None without one. One query."""
    events = Event.objects.filter(statement=statement, is_public=True).order_by("-pk")
    return events.values_list("recorded_at", flat=True).first()
