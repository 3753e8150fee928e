"""The checks of the cache that processes share."""

import pytest
from pytest_django import Settings

from tracker.checks import caches as checks
from tracker.tests.checks.messages import ids

DUMMY = "django.core.cache.backends.dummy.DummyCache"
MEMCACHED = "django.core.cache.backends.memcached.PyMemcacheCache"


@pytest.mark.parametrize(
    "backend, client, expected",
    [
        (DUMMY, None, []),
        (MEMCACHED, None, []),
        (checks.REDIS, "there", []),
        (checks.REDIS, None, ["undersigned.E020"]),
        (checks.ON_DISK[0], None, ["undersigned.W021"]),
        (checks.ON_DISK[1], None, ["undersigned.W021"]),
    ],
)
def test_check_cache_wants_a_client_and_a_cache_that_forgets(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    backend: str,
    client: str | None,
    expected: list[str],
) -> None:
    settings.CACHES = {"default": {"BACKEND": backend}}
    monkeypatch.setattr(checks, "find_spec", lambda name: client)

    assert ids(checks.check_cache()) == expected
