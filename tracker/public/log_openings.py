"""What opens entries of the log that everybody may read: for programs that audit it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tracker.proof.tiles import WIDTH
from tracker.queries.log import log_size
from tracker.queries.log_openings import open_bundle


@require_safe
def log_openings(request: HttpRequest, number: int) -> HttpResponse:
    """The openings of a bundle of 256 entries, as many as there are now; they come and go."""
    size = log_size()
    if number * WIDTH >= size:
        raise Http404
    return JsonResponse(open_bundle(number, size).told())
