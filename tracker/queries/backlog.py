"""How many connections wait for a free process: what the kernel says of the socket served from."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

from django.conf import settings

OWN = Path("/proc/self/fd")
# Of a listening socket, the fifth number is what nobody has accepted yet (Linux: struct tcp_info,
# eight bytes and then numbers of four).
TCP_INFO, TCP_INFO_SIZE, QUEUED = 11, 104, struct.Struct("24xI")
# Linux lists listening sockets first; of each, the receive queue is what nobody has accepted yet.
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LISTENING = "0A"
AS_LONG_AS = 0.2  # seconds that one look holds
# Where there are very many connections, the tables take seconds: no more of all time than a tenth.
AS_OFTEN = 10

_lock = Lock()
_looked: dict[int, tuple[float, int]] = {}
_known: dict[int, int] = {}


def is_rush(port: int) -> bool:
    """Whether so many come at once that offers are put in line, which takes a third of the time."""
    if settings.RUSH_FROM <= 0:
        return bool(settings.RUSH_FROM < 0)
    return bool(waiting(port) >= settings.RUSH_FROM)


def waiting(port: int) -> int:
    """How many wait at this port of this machine; 0 where the system does not tell.

    Looks at most every fifth of a second in each process.
    """
    with _lock:
        now = monotonic()
        until, number = _looked.get(port, (now, 0))
        if now >= until:
            number = _look(port)
            over = monotonic()
            _looked[port] = (over + max(AS_LONG_AS, AS_OFTEN * (over - now)), number)
        return number


def waiting_in(lines: Iterable[str], port: int) -> int:
    """The longest queue of the sockets listening at this port, from the kernel's table of them."""
    fields = (line.split() for line in lines)
    return max(
        (int(of[4].partition(":")[2], 16) for of in fields if of[1].endswith(f":{port:04X}")),
        default=0,
    )


def _look(port: int) -> int:
    """By the socket itself, if this process has it; else by the tables."""
    queued = _queued(_known.get(port, -1), port)
    if queued is None:
        queued = _found(port)
    if queued is not None:
        return queued
    return max((waiting_in(_listening(table), port) for table in TABLES), default=0)


def _found(port: int) -> int | None:
    """The queue of a socket of this process that listens at the port; None if there is none."""
    with suppress(OSError):
        for name in os.listdir(OWN):
            queued = _queued(int(name), port)
            if queued is not None:
                _known[port] = int(name)
                return queued
    return None


def _queued(descriptor: int, port: int) -> int | None:
    """The queue of the socket behind a descriptor; None if it is none that listens at the port."""
    try:
        one = socket.socket(fileno=descriptor)
    except (OSError, ValueError):
        return None
    try:
        is_listening = one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        if not is_listening or one.getsockname()[1:2] != (port,):
            return None
        found = QUEUED.unpack_from(one.getsockopt(socket.IPPROTO_TCP, TCP_INFO, TCP_INFO_SIZE))
        return int(found[0])
    except OSError:
        return None
    finally:
        one.detach()  # it stays whose it is


def _listening(table: Path) -> list[str]:
    """The lines of listening sockets: those at the start, so that a busy machine costs no more."""
    lines: list[str] = []
    with suppress(OSError), table.open() as file:
        next(file)
        for line in file:
            if line.split()[3] != LISTENING:
                break
            lines.append(line)
    return lines
