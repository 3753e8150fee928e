"""Web servers that live as long as they are measured: gunicorn on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings

from tracker.management.visitors import Address

WORKERS = 2
QUEUE = 2048

SITE = "tracker.wsgi:application"
EMPTY = "tracker.management.empty_site:make_application()"


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Address]:
    """Serve an application with two sync workers; gives the address, which answers at once.

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
        yield address
    finally:
        server.terminate()
        server.wait()


def _command(application: str, number: int) -> list[str]:
    how = ["--workers", str(WORKERS), "--worker-class", "sync", "--no-control-socket"]
    bind = ["--bind", f"fd://{number}", "--backlog", str(QUEUE), "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", application, *how, *bind]
