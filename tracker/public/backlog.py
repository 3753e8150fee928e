"""How many connections wait for a free process: what the kernel says of the socket served from."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

# Linux lists listening sockets first; of each, the receive queue is what nobody has accepted yet.
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LISTENING = "0A"
AS_LONG_AS = 0.2  # seconds that one look holds

_lock = Lock()
_looked: dict[int, tuple[float, int]] = {}


def waiting(port: int) -> int:
    """How many wait at this port of this machine; 0 where the system does not tell.

    Looks at most every fifth of a second in each process.
    """
    with _lock:
        at, number = _looked.get(port, (-AS_LONG_AS, 0))
        if monotonic() - at >= AS_LONG_AS:
            number = max((waiting_in(_listening(table), port) for table in TABLES), default=0)
            _looked[port] = (monotonic(), number)
        return number


def waiting_in(lines: Iterable[str], port: int) -> int:
    """The longest queue of the sockets listening at this port, from the kernel's table of them."""
    fields = (line.split() for line in lines)
    return max(
        (int(of[4].partition(":")[2], 16) for of in fields if of[1].endswith(f":{port:04X}")),
        default=0,
    )


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
