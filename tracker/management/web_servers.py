"""Web servers and a worker that live as long as they are measured, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tracker.management.visitors import Address

PROCESSES = Path("/proc")
WORKERS = 2
QUEUE = 2048

SITE = "tracker.wsgi:application"
EMPTY = "tracker.management.empty_site:make_application()"


@dataclass(frozen=True, slots=True)
class Server:
    """A web server: its address, and the number of the process whose children serve."""

    address: Address
    process: int

    def at_work(self) -> float:
        """Seconds of processor time that the serving processes have taken; 0 but on Linux."""
        with suppress(OSError):
            children = PROCESSES / f"{self.process}/task/{self.process}/children"
            return sum(_at_work(PROCESSES / child) for child in children.read_text().split())
        return 0.0


def _at_work(process: Path) -> float:
    """proc(5): user and system time are the 14th and 15th field; a name may contain spaces."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve an application with two sync workers; its address answers at once.

    The socket is opened here and handed over: no other process can take the port in between, and
    whoever asks before the workers are up waits for them.
    """
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(QUEUE)
        address: Address = listening.getsockname()
        server = subprocess.Popen(  # noqa: S603 - our own program
            _command(application, listening.fileno()),
            cwd=settings.BASE_DIR,
            env=os.environ | dict(environment),
            pass_fds=[listening.fileno()],
        )
    try:
        yield Server(address, server.pid)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def working(environment: Mapping[str, str]) -> Iterator[None]:
    """Have a background worker run beside; it is told to stop, and waited for."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.BASE_DIR,
        env=os.environ | dict(environment),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _command(application: str, number: int) -> list[str]:
    how = ["--workers", str(WORKERS), "--worker-class", "sync", "--no-control-socket"]
    bind = ["--bind", f"fd://{number}", "--backlog", str(QUEUE), "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", application, *how, *bind]
