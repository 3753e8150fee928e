"""Pages that processes share by the cache of CACHE_URL: what one has made no other makes again."""

from __future__ import annotations

import logging
from math import inf
from time import monotonic
from typing import TypeAlias

from django.conf import settings
from django.core.cache import cache

# The headers and the bytes of a page. Its name there is hashed from stamp and address.
Made: TypeAlias = tuple[tuple[tuple[str, str], ...], bytes]

NONE = "django.core.cache.backends.dummy.DummyCache"
# After so many seconds nothing of a page is there any more: what was erased is in no cache.
KEEPS = 5
# A cache that fails is left alone for so long: nobody waits for it again at every page.
ASIDE = 10.0

logger = logging.getLogger(__name__)


class SharedPages:
    """The cache as far as it can be reached; without CACHE_URL there is nothing in it, ever."""

    def __init__(self) -> None:
        is_there = settings.CACHES["default"]["BACKEND"] != NONE
        self.left_until = 0.0 if is_there else inf

    def find(self, name: str) -> Made | None:
        """The page another process has made, if it is still there."""
        if monotonic() < self.left_until:
            return None
        try:
            made: Made | None = cache.get(name)
        except Exception as error:  # whatever the cache's own client raises
            self._leave(error)
            return None
        return made

    def keep(self, name: str, made: Made) -> None:
        """Let the others have a page."""
        if monotonic() < self.left_until:
            return
        try:
            cache.set(name, made, KEEPS)
        except Exception as error:
            self._leave(error)

    def _leave(self, error: Exception) -> None:
        self.left_until = monotonic() + ASIDE
        logger.warning("Pages are not shared for %s seconds: %s", ASIDE, error)
