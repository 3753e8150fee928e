"""The page of files of the whole record, and the newest of them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tracker.queries.dumps import current_dumps
from tracker.queries.replicas import read_from_primary

ASK = "no-cache"


@require_safe
def dumps(request: HttpRequest) -> HttpResponse:
    """Which files there are, of which day, how large, and with which hash."""
    read_from_primary()  # a file that has just ended must not be offered
    licence, _space, address = settings.DATA_LICENCE.strip().partition(" ")
    context = {
        "dumps": current_dumps(),
        "licence": licence,
        "licence_url": address.strip(),
        "attribution": settings.DATA_ATTRIBUTION,
        "is_written": bool(settings.DUMPS_KEPT),
        "site": settings.SITE_URL,
    }
    response = render(request, "dumps/list.html", context)
    response["Cache-Control"] = ASK
    return response


@require_safe
def latest_dump(request: HttpRequest) -> HttpResponseBase:
    """To the newest file; 404 while there is none."""
    read_from_primary()
    newest = next(iter(current_dumps()), None)
    if newest is None:
        raise Http404
    response = redirect("export_file", token=newest.token)
    response["Cache-Control"] = ASK
    return response
