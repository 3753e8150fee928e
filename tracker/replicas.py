"""Sends what anonymous readers ask of public pages to a replica, wherever that shows no less."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from tracker.public.kept_pages import PRIMARY_COOKIE
from tracker.queries.replicas import (
    INTERVAL,
    PRIMARY,
    WATCH,
    one_line,
    read_from_primary,
    reading_from,
    reads_from,
)
from tracker.urls import PUBLIC, SECRET

logger = logging.getLogger(__name__)

SAFE = frozenset({"GET", "HEAD"})
FAILURES = (Error, Http404)
# Not the log: whoever watches it must never see it shorter than before.
READABLE = frozenset(pattern.name for pattern in PUBLIC)
OWN = frozenset(pattern.name for pattern in SECRET)


class ReadReplicas:
    """Middleware, to stand before all that read the record themselves.

    Whoever is signed in reads from the primary, and so does whoever has just sent a form or opened
    a page of their own, until every replica in use must have replayed what they wrote or saw.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        _require_replicas()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = view_name(request)
        is_safe = request.method in SAFE
        is_anybody = not {settings.SESSION_COOKIE_NAME, PRIMARY_COOKIE} & request.COOKIES.keys()
        may_lag = is_safe and is_anybody and name in READABLE
        with reading_from(WATCH.choose() if may_lag else PRIMARY):
            response = self.get_response(request)
        if not is_safe or name in OWN:
            _remember(response)
        return response


class ReadAgain:
    """Middleware, to stand after all that answer for a view that fails.

    What a replica could not give is read again from the primary, also what is not there yet:
    letters lead to it. Where that fails too, what was raised first goes its way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        _require_replicas()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        alias, match = reads_from(), request.resolver_match
        if alias == PRIMARY or match is None or not isinstance(exception, FAILURES):
            return None
        if isinstance(exception, Error):
            told = one_line(exception)
            logger.warning("Read again from the primary, as %s failed: %s", alias, told)
            WATCH.distrust(alias)
        read_from_primary()
        try:
            again: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except FAILURES:
            return None
        return again


def view_name(request: HttpRequest) -> str:
    """The name of the address; "" if it leads nowhere."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _require_replicas() -> None:
    """Raises MiddlewareNotUsed without any: requests then pass nothing of this."""
    if not settings.READ_DATABASES:
        raise MiddlewareNotUsed


def _remember(response: HttpResponseBase) -> None:
    """Have this browser say for some seconds that it has just written, or seen what is its own."""
    response.set_cookie(
        PRIMARY_COOKIE,
        "1",
        max_age=settings.READ_LAG_SECONDS + 2 * INTERVAL + 1,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
