"""A rush as on a great day: offers at a steady rate beside readers, heard out to the last one."""

from __future__ import annotations

import selectors
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

from tracker.management.visitors import Address

PATIENCE = 60  # seconds without any answer
PIECE = 1 << 16
# Stands in the address of the page that says that an offer was put in line.
LATER = b"sent/?later"
# What counts as no answer at all: the connection was refused or cut.
NO_ANSWER = 0


@dataclass(slots=True)
class Rush:
    """What came of it: answers by status, and how long each offer that was taken had to wait.

    `later` counts those of the taken that were put in line.
    """

    offers: Counter[int] = field(default_factory=Counter)
    reads: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    later: int = 0
    taken: int = 302

    def wait(self, share: float) -> float:
        """The seconds within which this share of the offers was taken; 0 if none was."""
        ordered = sorted(self.waits)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


@dataclass(slots=True)
class _Visit:
    """One connection: an offer or a reader, since when, and the first piece of what it hears."""

    connection: socket.socket
    is_offer: bool
    since: float
    heard: bytes = b""


def rush(
    address: Address,
    offers: Iterable[bytes],
    *,
    rate: float,
    seconds: float,
    read: bytes = b"",
    readers: int = 0,
) -> Rush:
    """Send offers at this rate for so long, whatever is answered, while readers read all the time.

    The rate is kept also when answers are slow, as it is by people who do not know of each other;
    a reader asks again once it has its answer. Then everything that was sent is heard out. What is
    cut off counts as status 0. Raises TimeoutError when nothing comes for a minute.
    """
    found, waiting, start = Rush(), iter(offers), perf_counter()
    with selectors.DefaultSelector() as open_now:
        for _reader in range(readers):
            _ask(open_now, address, read, is_offer=False, found=found)
        due, ends = start, start + seconds
        while perf_counter() < ends or open_now.get_map():
            while due <= perf_counter() < ends:
                offer = next(waiting, b"")
                due = due + 1 / rate if offer else ends
                if offer:
                    _ask(open_now, address, offer, is_offer=True, found=found)
            for visit in _heard_out(open_now, due, ends):
                _note(found, visit)
                if not visit.is_offer and perf_counter() < ends:
                    _ask(open_now, address, read, is_offer=False, found=found)
        found.seconds = perf_counter() - start
    return found


def _ask(
    open_now: selectors.BaseSelector,
    address: Address,
    request: bytes,
    *,
    is_offer: bool,
    found: Rush,
) -> None:
    since = perf_counter()
    try:
        connection = socket.create_connection(address, timeout=PATIENCE)
        connection.sendall(request)
    except OSError:
        (found.offers if is_offer else found.reads)[NO_ANSWER] += 1
        return
    open_now.register(connection, selectors.EVENT_READ, _Visit(connection, is_offer, since))


def _heard_out(open_now: selectors.BaseSelector, due: float, ends: float) -> Iterator[_Visit]:
    """Those who have heard everything by the time the next offer is due."""
    is_sending = perf_counter() < ends
    patience = max(min(due, ends) - perf_counter(), 0) if is_sending else PATIENCE
    ready = open_now.select(patience)
    if not ready and not is_sending and open_now.get_map():
        raise TimeoutError("the site answers nothing")
    for key, _events in ready:
        visit: _Visit = key.data
        try:
            piece = visit.connection.recv(PIECE)
        except OSError:
            piece = b""
        visit.heard = visit.heard or piece
        if not piece:
            open_now.unregister(visit.connection)
            visit.connection.close()
            yield visit


def _note(found: Rush, visit: _Visit) -> None:
    words = visit.heard.split(b" ", 2)
    status = int(words[1]) if len(words) > 1 else NO_ANSWER
    (found.offers if visit.is_offer else found.reads)[status] += 1
    if visit.is_offer and status == found.taken:
        found.waits.append(perf_counter() - visit.since)
        found.later += LATER in visit.heard
