"""Files kept as evidence: given out only to those who may read what they are evidence for."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from tracker.queries.sources import visible_sources

logger = logging.getLogger(__name__)


@require_safe
def source_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of one source, always as a download and never run: it came from outside."""
    source = visible_sources(request.user).filter(pk=pk).exclude(file="").first()
    if source is None:
        raise Http404
    try:
        file = source.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("The file of source %s is missing", source.pk)
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=source.file_name,
        content_type=source.file_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response
