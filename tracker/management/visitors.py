"""Many visitors at once from one small process: a bounded client that drives a web server."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, process_time

CONNECTIONS = 16
PATIENCE = 60  # seconds without any answer
PIECE = 1 << 18

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Drive:
    """How many answers came in how many seconds, and how long this client itself was at work."""

    answers: int
    seconds: float
    at_work: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


@dataclass(slots=True)
class _Visit:
    """One connection, and what it has heard so far: its first piece, which has the status."""

    connection: socket.socket
    heard: bytes = b""


def drive(
    address: Address,
    request: Callable[[], bytes],
    *,
    seconds: float,
    status: int = 200,
    connections: int = CONNECTIONS,
) -> Drive:
    """Keep so many connections busy for so long, each for one request, then hear out the rest.

    One process and one thread: it asks as soon as a connection is free and never more at once.
    Raises RuntimeError for an answer with another status, which could look quick, and TimeoutError
    when nothing at all comes for a minute.
    """
    expected = b"HTTP/1.1 %d " % status
    answers, start, worked = 0, perf_counter(), process_time()
    with _connections() as open_now:
        for _connection in range(connections):
            _ask(open_now, address, request())
        while open_now.get_map():
            ready = open_now.select(PATIENCE)
            if not ready:
                raise TimeoutError(f"{address[0]}:{address[1]} answers nothing")
            for key, _events in ready:
                if _heard_out(open_now, key.data, expected):
                    answers += 1
                    if perf_counter() - start < seconds:
                        _ask(open_now, address, request())
    return Drive(answers, perf_counter() - start, process_time() - worked)


def get(path: str, cookie: str = "", etag: str = "") -> bytes:
    """The request for one page, by itself on its connection; `cookie` as "name=value".

    `etag` is the tag of what the visitor has already.
    """
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if etag:
        lines.append(f"If-None-Match: {etag}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


@contextmanager
def _connections() -> Iterator[selectors.BaseSelector]:
    """A place for open connections; those still open in the end are given up."""
    with selectors.DefaultSelector() as open_now:
        try:
            yield open_now
        finally:
            for key in list(open_now.get_map().values()):
                key.data.connection.close()


def _ask(open_now: selectors.BaseSelector, address: Address, request: bytes) -> None:
    connection = socket.create_connection(address, timeout=PATIENCE)
    connection.sendall(request)
    open_now.register(connection, selectors.EVENT_READ, _Visit(connection))


def _heard_out(open_now: selectors.BaseSelector, visit: _Visit, expected: bytes) -> bool:
    """Take what has come; whether the server has said all and hung up."""
    piece = visit.connection.recv(PIECE)
    visit.heard = visit.heard or piece
    if piece:
        return False
    open_now.unregister(visit.connection)
    visit.connection.close()
    if not visit.heard.startswith(expected):
        raise RuntimeError(f"answered {visit.heard[:40]!r} instead of {expected.decode()}")
    return True
