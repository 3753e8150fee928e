"""Events: the list of what happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.public.lists import Listing, answer_list
from tracker.queries.event_exports import event_export
from tracker.queries.events import EventFilters, event_rows


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """The list of public events."""
    listing = Listing("events", "events/list.html", event_rows, event_export())
    return answer_list(request, listing, EventFilters(request.GET, today=timezone.localdate()))
