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
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ApiAnswers:
    """Middleware above all that can answer in place of the API, with a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        response = _as_problem(self._answer(request))
        if response.status_code == 405:
            response["Allow"] = _methods(response)
        if request.method == "OPTIONS":
            response = _told_methods(response)
        if request.method in READING and "GET" in response.get("Allow", "GET"):
            for name, value in SHARED.items():
                response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """For HEAD what GET gives, without what the server leaves out anyway."""
        method = request.method
        request.method = "GET" if method == "HEAD" else method
        try:
            return self.get_response(request)
        finally:
            request.method = method


def _methods(response: HttpResponseBase) -> str:
    """What the address takes, with what every address takes."""
    own = response.get("Allow", "").replace("GET", ", ".join(READING[:2]))
    return f"{own}, OPTIONS"


def _told_methods(response: HttpResponseBase) -> HttpResponseBase:
    """Which methods the address takes, and whether another site's script may use them.

    It may not where programs write: it would show its token to whoever reads there.
    """
    if response.status_code != 405:
        return response
    allowed = response["Allow"]
    return HttpResponse(
        status=204, headers={"Allow": allowed} | (ASKED if "GET" in allowed else {})
    )


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
