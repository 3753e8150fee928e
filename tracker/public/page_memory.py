"""Pages as they were made, in the memory of one process: compressed once, and never too many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TypeAlias

from tracker.public.content_codings import PLAIN, encoded, is_worth_compressing

# What a page is asked for by: everything in a request that the answer depends on.
Key: TypeAlias = tuple[str, ...]
# What a page costs besides its bytes, about.
OVERHEAD = 2000


@dataclass(eq=False, slots=True)
class Page:
    """An answer with status 200; `name` is that of the stamp it was made under."""

    name: str
    etag: str
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    is_compressible: bool = field(init=False)
    encoded: dict[str, bytes] = field(init=False, default_factory=dict)
    lock: Lock = field(init=False, default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        types = [value for name, value in self.headers if name == "Content-Type"]
        self.is_compressible = is_worth_compressing(self.plain, "".join(types))

    def body(self, coding: str) -> tuple[str, bytes]:
        """The coding that the page has for this one, and its bytes in it."""
        if coding == PLAIN or not self.is_compressible:
            return PLAIN, self.plain
        if coding not in self.encoded:
            with self.lock:
                if coding not in self.encoded:
                    self.encoded[coding] = encoded(self.plain, coding)
        return coding, self.encoded[coding]

    @property
    def weight(self) -> int:
        """Bytes of memory: a text in two codings is never longer than the text itself."""
        return len(self.plain) * (1 + self.is_compressible) + OVERHEAD


class PageMemory:
    """At most so many bytes of pages; the one that was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.lock = Lock()
        self.making: dict[Key, Event] = {}

    def find(self, key: Key) -> Page | None:
        """The page kept for this, of whatever stamp."""
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Keep a page in the place of the one before."""
        with self.lock:
            self._forget(key)
            self.pages[key] = page
            self.weight += page.weight + _length(key)
            while self.weight > self.most:
                self._forget(next(iter(self.pages)))

    def forget_unless(self, holds: Callable[[str], bool]) -> None:
        """Forget every page whose stamp does not hold: what was erased is in no memory either."""
        with self.lock:
            for key in [key for key, page in self.pages.items() if not holds(page.name)]:
                self._forget(key)

    @contextmanager
    def maker(self, key: Key) -> Iterator[Event | None]:
        """While in it, nobody else makes this page; yields None, or what whoever does will set."""
        done = Event()
        with self.lock:
            other = self.making.setdefault(key, done)
        if other is not done:
            yield other
            return
        try:
            yield None
        finally:
            with self.lock:
                del self.making[key]
            done.set()

    def _forget(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is not None:
            self.weight -= page.weight + _length(key)


def _length(key: Key) -> int:
    return sum(map(len, key))
