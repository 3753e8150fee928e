"""Time stamps of the log by an outside authority: their list, their files, what was stamped."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import LogTimestamp
from tracker.proof.timestamps import MEDIA_TYPE_OF_RESPONSE
from tracker.public.files import FOREVER, TEXT, public_bytes
from tracker.public.lists import Listing, answer_list
from tracker.queries.exports import export_of
from tracker.queries.log import checkpoint_at
from tracker.queries.log_timestamps import TIMESTAMP_COLUMNS, TimestampFilters, timestamp_rows


@require_safe
def log_timestamps(request: HttpRequest) -> HttpResponseBase:
    """The list of time stamps."""
    listing = Listing(
        "timestamps",
        "log/timestamps.html",
        timestamp_rows,
        export_of(timestamp_rows, TIMESTAMP_COLUMNS),
    )
    filters = TimestampFilters(request.GET, today=timezone.localdate())
    return answer_list(request, listing, filters)


@require_safe
def log_timestamp(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The authority's response as it came; `openssl ts -verify` checks it."""
    stamp = get_object_or_404(LogTimestamp, pk=pk)
    return public_bytes(request, bytes(stamp.response), MEDIA_TYPE_OF_RESPONSE, FOREVER)


@require_safe
def log_checkpoint_at(request: HttpRequest, size: int) -> HttpResponseBase:
    """The checkpoint that was signed at exactly this number of entries, if there is one."""
    checkpoint = checkpoint_at(size)
    if checkpoint is None:
        raise Http404
    return public_bytes(request, checkpoint.note.encode(), TEXT, FOREVER)
