"""Pages shared between processes by a cache, and a cache that fails."""

from collections.abc import Iterator
from math import inf
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tracker.public import shared_pages
from tracker.public.shared_pages import ASIDE, KEEPS, SharedPages
from tracker.tests.public.keeping import Clock, Site
from tracker.tests.public.keeping import clock as clock
from tracker.tests.public.keeping import site as site

MADE = ((("Content-Type", "text/html"),), b"bytes")
LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def common(settings: Settings) -> Iterator[None]:
    """A cache that two middlewares of this test share as two processes would."""
    settings.CACHES = LOCAL
    yield
    cache.clear()


def another(site: Site, clock: Clock) -> Site:
    """Another process with the same record."""
    second = Site(clock)
    second.stamp = site.stamp  # type: ignore[method-assign]
    return second


def test_page_that_one_process_made_is_not_made_by_another(
    common: None, site: Site, clock: Clock
) -> None:
    first, second = site.get(accept_encoding="br"), another(site, clock)
    again = second.get(accept_encoding="br")

    assert (again.content, again.headers) == (first.content, first.headers)
    assert second.made == []


def test_shared_page_of_an_earlier_stamp_is_not_found(
    common: None, site: Site, clock: Clock
) -> None:
    site.get()
    site.change()
    second = another(site, clock)
    second.record = site.record
    second.get()

    assert len(second.made) == 1


def test_shared_pages_are_gone_within_five_seconds(
    common: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    keeping = SimpleNamespace(set=lambda name, made, seconds: kept.append(seconds))
    monkeypatch.setattr(shared_pages, "cache", keeping)
    SharedPages().keep("name", MADE)

    assert kept == [KEEPS] == [5]


def test_without_a_cache_none_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = SharedPages()
    shared.keep("name", MADE)

    assert shared.find("name") is None
    assert shared.left_until == inf


@pytest.mark.parametrize("deed", ["find", "keep"])
def test_cache_that_fails_is_left_alone_for_a_while(
    common: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, deed: str
) -> None:
    tried: list[str] = []

    def fail(name: str, *_given: object) -> None:
        tried.append(name)
        raise ConnectionError("nobody is there")

    clock = Clock()
    monkeypatch.setattr(shared_pages, "monotonic", clock)
    monkeypatch.setattr(shared_pages, "cache", SimpleNamespace(get=fail, set=fail))
    shared = SharedPages()
    for _ in range(3):
        if deed == "find":
            assert shared.find("name") is None
        else:
            shared.keep("name", MADE)
        shared.find("name")
        shared.keep("name", MADE)
    assert len(tried) == 1
    assert "nobody is there" in caplog.text

    clock.wait(ASIDE)
    shared.find("name")
    assert len(tried) == 2
