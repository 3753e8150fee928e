"""Corrections: the list of what the record had wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.public.lists import Listing, answer_list
from tracker.queries.corrections import CORRECTION_COLUMNS, CorrectionFilters, correction_rows
from tracker.queries.exports import export_of


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """The list of corrections."""
    listing = Listing(
        "corrections",
        "corrections/list.html",
        correction_rows,
        export_of(correction_rows, CORRECTION_COLUMNS),
    )
    filters = CorrectionFilters(request.GET, today=timezone.localdate())
    return answer_list(request, listing, filters)
