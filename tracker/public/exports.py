"""A list as a file to take along, streamed as it is read: all of its rows, however many."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import StreamingHttpResponse

from tracker.queries.export_formats import FORMATS
from tracker.queries.exports import Chunks


def export_response(
    chunks: Chunks, columns: Sequence[str], name: str, wanted: str
) -> StreamingHttpResponse:
    """The rows to download in one of FORMATS."""
    chosen = FORMATS[wanted]
    response = StreamingHttpResponse(chosen.write(chunks, columns), content_type=chosen.media_type)
    response["Content-Language"] = settings.LANGUAGE_CODE
    response["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    return response
