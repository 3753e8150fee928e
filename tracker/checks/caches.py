"""Checks of the cache that processes share: its client is there, and it forgets."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004

REDIS = "django.core.cache.backends.redis.RedisCache"
ON_DISK = (
    "django.core.cache.backends.db.DatabaseCache",
    "django.core.cache.backends.filebased.FileBasedCache",
)


def check_cache(**_: Any) -> list[CheckMessage]:
    """E020 and W021: pages are shared only with a client, and should be gone when they are old."""
    backend = settings.CACHES["default"]["BACKEND"]
    found: list[CheckMessage] = []
    if backend == REDIS and find_spec("redis") is None:
        found.append(
            Error(
                "CACHE_URL names Redis or Valkey, but the Python package redis is not installed.",
                hint="Install it: .venv/bin/python -m pip install redis. Or unset CACHE_URL.",
                id="undersigned.E020",
            )
        )
    if backend in ON_DISK:
        found.append(
            Warning(
                "CACHE_URL has pages kept on a disk, where old ones lie until room is needed: "
                "somebody who was erased may stand in them, and in copies against loss.",
                hint="Name Redis or Valkey, or unset CACHE_URL: each process has its own memory.",
                id="undersigned.W021",
            )
        )
    return found
