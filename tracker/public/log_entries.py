"""Entries of the log: the list, and the page, the content and the receipt of each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import LogEntry
from tracker.public.files import download
from tracker.public.lists import Listing, answer_list
from tracker.queries.exports import export_of
from tracker.queries.log import entry_at
from tracker.queries.log_entries import (
    ENTRY_COLUMNS,
    EntryFilters,
    entry_page,
    entry_rows,
)
from tracker.queries.log_openings import public_opening
from tracker.queries.receipts import receipt_file, receipt_name, receipt_of


@require_safe
def log_entries(request: HttpRequest) -> HttpResponseBase:
    """All entries, newest first."""
    listing = Listing(
        "entries", "log/entries.html", entry_rows, export_of(entry_rows, ENTRY_COLUMNS)
    )
    return answer_list(request, listing, EntryFilters(request.GET, today=timezone.localdate()))


@require_safe
def log_entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry: what its leaf says, what is open of it, and how its place is proven."""
    entry = _entry(index)
    page = entry_page(entry)
    context = {"page": page, "row": page.row, "receipt": receipt_of(entry, page.opening)}
    return render(request, "log/entry.html", context)


@require_safe
def log_entry_json(request: HttpRequest, index: int) -> HttpResponse:
    """The leaf as it was hashed, and what opens it if everybody may read that now."""
    entry = _entry(index)
    opening = public_opening(entry.event)
    told: dict[str, Any] = {"index": index, "leaf": bytes(entry.leaf).decode()}
    return JsonResponse(told | ({"opening": asdict(opening)} if opening else {}))


@require_safe
def log_entry_receipt(request: HttpRequest, index: int) -> HttpResponse:
    """The receipt of an entry; it encloses the content only if everybody may read that now."""
    entry = _entry(index)
    event = entry.event
    opening = public_opening(event)
    reference = event.submission.reference if opening and event.submission else ""
    return download(receipt_file(entry, opening), receipt_name(reference, event.pk))


def _entry(index: int) -> LogEntry:
    found = entry_at(index)
    if found is None:
        raise Http404
    return found
