"""A view behind the middleware that keeps pages, with a clock and a record that a test moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from pytest_django import Settings

from tracker.public import freshness, kept_pages
from tracker.public.kept_pages import KeptPages

TEXT = "Rivers run to the sea. " * 100


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


class Site:
    """`made` are the pages that were made; `record` is the stamp, `read` how often it was read."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.record = 1
        self.read = 0
        self.made: list[str] = []
        self.view: Callable[[HttpRequest], HttpResponseBase] = self.page
        self.middleware = KeptPages(self.respond)

    def page(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{TEXT}{self.record}")

    def respond(self, request: HttpRequest) -> HttpResponseBase:
        self.made.append(f"{request.method} {request.get_full_path()}")
        return self.view(request)

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> Any:
        """The answer to a request with these headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.middleware(RequestFactory().generic(method, path, headers=named))

    def stamp(self, _alias: str | None = None) -> tuple[int, int, int]:
        self.read += 1
        return self.record, 0, 0

    def change(self) -> None:
        """Something is recorded, and the second is over in which that may go unnoticed."""
        self.record += 1
        self.clock.wait(freshness.HOLDS)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(freshness, "monotonic", clock)
    return clock


@pytest.fixture
def site(settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Site:
    settings.PAGE_MEMORY = 1
    site = Site(clock)
    monkeypatch.setattr(freshness, "newest_stamp", site.stamp)
    monkeypatch.setattr(kept_pages, "is_marked", lambda path: path != "/elsewhere/")
    return site
