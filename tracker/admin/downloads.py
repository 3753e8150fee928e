"""Files that came from outside, given to the desk: always as a download, never run."""

from __future__ import annotations

from django.http import FileResponse, Http404

from tracker.models import Enclosure, IncomingMail, MailAttachment


def download(
    row: Enclosure | IncomingMail | MailAttachment, name: str, media_type: str
) -> FileResponse:
    """The file of a row under this name; raises Http404 if it is gone from the disk."""
    try:
        file = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
