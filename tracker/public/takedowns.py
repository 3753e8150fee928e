"""Takedowns: the list of what was taken out of the public record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.public.lists import Listing, answer_list
from tracker.queries.exports import export_of
from tracker.queries.takedowns import (
    TAKEDOWN_COLUMNS,
    TakedownFilters,
    takedown_rows,
    takedown_totals,
)


@require_safe
def takedowns(request: HttpRequest) -> HttpResponseBase:
    """The list of takedowns, with how many there are of each kind and reason."""
    listing = Listing(
        "takedowns",
        "takedowns/list.html",
        takedown_rows,
        export_of(takedown_rows, TAKEDOWN_COLUMNS),
    )
    filters = TakedownFilters(request.GET, today=timezone.localdate())
    return answer_list(request, listing, filters, {"totals": takedown_totals})
