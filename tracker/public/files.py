"""How small files leave by a door: whole, with an ETag, to be kept or to be downloaded."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

OCTETS = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=5"


def public_bytes(
    request: HttpRequest, data: bytes, media_type: str, caching: str
) -> HttpResponseBase:
    """Bytes that are the same for everybody, or 304 for whoever has them already."""
    response = HttpResponse(data, content_type=media_type)
    response["Cache-Control"] = caching
    response["Content-Length"] = str(len(data))
    response["ETag"] = quote_etag(sha256(data).hexdigest())
    # A page of somebody else who watches the log may read it, too: it is public.
    response["Access-Control-Allow-Origin"] = "*"
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response


def download(data: bytes, name: str) -> HttpResponse:
    """A file to be kept as it is: no program on the way takes it for a text and changes a line."""
    response = HttpResponse(data, content_type=OCTETS)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
