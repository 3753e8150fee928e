"""Other processes on the database of a test: workers, mail taken in, and children killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tracker.models import Event
from tracker.tests.architecture.sources import ROOT
from tracker.tests.outbox import Sink
from tracker.tests.outbox import sink as sink

MANAGE = (sys.executable, str(ROOT / "manage.py"))
PATIENCE = 120  # seconds, on a machine that does much else


class Shared:
    """The test's database as other processes reach it; SQLite's is lent to them as a file."""

    def __init__(self, folder: Path, port: int) -> None:
        self.file = folder / "lent.sqlite3"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "VAR_DIR": str(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DATABASE_URL": self._url(),
            # Workers would have a file of the whole record made, among those that tests ask for.
            "DUMPS_KEPT": "0",
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a background worker; it is killed at the end of the test, if it still runs."""
        command = [*MANAGE, "work", *arguments]
        worker = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        self.workers.append(worker)
        return worker

    def pipe(self, raw: bytes, *before: str) -> subprocess.CompletedProcess[bytes]:
        """Hand a message to `receive_mail` as a mail server does; `before` stands before Python."""
        return subprocess.run(
            [*before, *MANAGE, "receive_mail"],
            input=raw,
            env=self.environment,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def lend(self) -> None:
        if connection.vendor == "sqlite":
            self._copy(connection.connection, sqlite3.connect(self.file))

    def look(self) -> Counter[str]:
        """How many letters are in which state, as the other processes see it."""
        rows = self.ask("SELECT state, count(*) FROM tracker_letter GROUP BY state")
        return Counter(dict(rows))

    def record_another(self) -> int:
        """Record the newest event once more, as yet another process would; returns its number."""
        columns = ", ".join(
            field.column for field in Event._meta.concrete_fields if not field.primary_key
        )
        newest = "(SELECT max(id) FROM tracker_event)"
        copy = f"SELECT {columns} FROM tracker_event WHERE id = {newest}"
        inserted = self.ask(f"INSERT INTO tracker_event ({columns}) {copy} RETURNING id")
        return int(inserted[0][0])

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that come of SQL on the database of the other processes, committed."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return list(cursor.fetchall())
        with closing(sqlite3.connect(self.file, timeout=20)) as lent, lent:
            return lent.execute(sql).fetchall()

    def take_back(self) -> None:
        if connection.vendor == "sqlite":
            lent = sqlite3.connect(self.file)
            lent.backup(connection.connection)
            lent.close()

    def _copy(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        source.backup(target)
        target.close()

    def _url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        given = connection.settings_dict
        return (
            f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
            f"/{given['NAME']}"
        )


@pytest.fixture
def shared(tmp_path: Path, sink: Sink) -> Iterator[Shared]:
    connection.ensure_connection()
    shared = Shared(tmp_path, sink.port)
    yield shared
    for worker in shared.workers:
        worker.kill()
        worker.wait()


def wait_for(is_true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    ends = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


def fork(shared: Shared, work: Callable[[], object]) -> tuple[int, int]:
    """A process of its own that does this work; its number, and a pipe that says it began."""
    begun, begin = os.pipe()
    process = os.fork()
    if process:
        os.close(begin)
        return process, begun
    status = 1
    try:
        # Not closed: the server would believe that the parent has gone.
        _parents, connection.connection = connection.connection, None
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = str(shared.file)
        connection.ensure_connection()
        os.write(begin, b"!")
        work()
        status = 0
    except BaseException:  # the child must never come back into the tests
        traceback.print_exc()
    finally:
        os._exit(status)


def finish_together(shared: Shared, work: Callable[[], object], processes: int) -> list[int]:
    """Let so many do this work at the same time; how they ended."""
    ended = []
    for process, begun in [fork(shared, work) for _ in range(processes)]:
        ended.append(os.waitpid(process, 0)[1])
        os.close(begun)
    return ended


def killed_at_random(
    shared: Shared, work: Callable[[], object], processes: int, seconds: float
) -> int:
    """Let so many do this work, and kill all within seconds; returns how many were not done."""
    children = [fork(shared, work) for _ in range(processes)]
    for _process, begun in children:
        os.read(begun, 1)
        os.close(begun)
    time.sleep(random.uniform(0, seconds))
    for process, _begun in children:
        os.kill(process, signal.SIGKILL)
    statuses = [os.waitpid(process, 0)[1] for process, _begun in children]
    return sum(os.WIFSIGNALED(status) for status in statuses)
