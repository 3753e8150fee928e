"""What the site answers beyond its limit: early, when to come back, and with what was typed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.queries.backlog import waiting

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Never turned away: they say to whoever supervises the site how it is.
SPARED = ("/healthz", "/readyz")
COME_BACK_SECONDS = 5
TELL_SECONDS = 10.0
# What SQLite says when it could not have the database in time, or has no room. Anything else is a
# mistake of ours and stays one.
PASSING = ("locked", "busy", "disk is full", "unable to open")

logger = logging.getLogger(__name__)


class Overload:
    """Turns requests away while too many wait, and while the database cannot be had.

    RFC 9110, 15.6.4: 503 with Retry-After. To turn somebody away costs a hundredth of an answer,
    so the queue is short again soon.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.told_at = -TELL_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BACKLOG_LIMIT and not request.path.startswith(SPARED):
            number = waiting(int(request.META.get("SERVER_PORT") or 0))
            if number > settings.BACKLOG_LIMIT:
                self._tell(number)
                return come_back(request)
        return self.get_response(request)

    def _tell(self, number: int) -> None:
        """Say so in the log now and then; a line for each would fill it on a great day."""
        if monotonic() - self.told_at >= TELL_SECONDS:
            self.told_at = monotonic()
            logger.warning("turned away, %s connections wait", number)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_passing(error):
            return None
        logger.warning("turned away, the database could not be had: %s", type(error).__name__)
        return come_back(request)


def is_passing(error: Exception) -> bool:
    """Whether the database could just not be had, so that trying again may help."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    # PostgreSQL calls so what comes from outside: connections, locks, memory, disk, shutting down.
    return connection.vendor != "sqlite" or any(words in str(error) for words in PASSING)


def come_back(request: HttpRequest) -> HttpResponse:
    """The page that says so, which holds what was typed, to be sent again by one button."""
    is_form = request.method not in SAFE and _is_from_here(request)
    context = {
        "is_form": is_form,
        "address": request.get_full_path(),
        "typed": _typed(request) if is_form else [],
        "has_files": is_form and bool(request.FILES),
    }
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(COME_BACK_SECONDS)
    response["Cache-Control"] = "no-store"
    # Django would log each as an error.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _is_from_here(request: HttpRequest) -> bool:
    """Not from another site: the page that is shown would send its fields in our name."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) == own


def _typed(request: HttpRequest) -> list[tuple[str, Any]]:
    """Every field and value that was sent, but passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if "password" not in name
        for value in values
    ]
