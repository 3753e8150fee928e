"""What all answers under /api/v1/ have in common: any site may read them; errors are problems."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.api.problems import MEDIA_TYPE, plain_problem, problem_body

ROOT = "/api/v1/"
READING = ("GET", "HEAD", "OPTIONS")
# Anybody's script may read what everybody may read; no cookie is taken along (Fetch, 3.3).
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
ASKED = {
    "Allow": ", ".join(READING),
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# Where programs write. No other site's script may: it would show its token to whoever reads there.
WRITTEN = frozenset(
    f"{ROOT}v1/{name}/" for name in ("offers", "hosted-offers", "replies", "checks", "listings")
)
ONLY_WRITTEN = {"Allow": "POST, OPTIONS"}


class ApiAnswers:
    """Middleware above all that can answer in place of the API, with a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if request.method == "OPTIONS":
            asked = ONLY_WRITTEN if request.path_info in WRITTEN else SHARED | ASKED
            return HttpResponse(status=204, headers=asked)
        response = self._answer(request)
        if request.method in READING:
            for name, value in SHARED.items():
                response[name] = value
        return _as_problem(response)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """For HEAD what GET gives, without what the server leaves out anyway."""
        method = request.method
        request.method = "GET" if method == "HEAD" else method
        try:
            return self.get_response(request)
        finally:
            request.method = method


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """An error that no operation has told, told as one; what it says of trying again stays."""
    is_told = response.get("Content-Type", "").startswith(MEDIA_TYPE)
    if response.status_code < 400 or is_told or not isinstance(response, HttpResponse):
        return response
    told = plain_problem(response.status_code)
    response.content = problem_body(told.status, told.kind, told.detail)
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))
    return response
