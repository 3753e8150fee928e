"""A PostgreSQL primary and its hot standby, started by the tests and gone with them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

PATIENCE = 60  # seconds, on a machine that does much else
# Nothing here has to survive a power cut; and nobody waits for the standby to be told of things.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
    "wal_receiver_status_interval": "1",
    "wal_retrieve_retry_interval": "100ms",
    "autovacuum": "off",
}


def programs() -> Path:
    """Where PostgreSQL's programs are: Debian keeps them off the PATH. Skips the test without."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))],
    )
    elsewhere = shutil.which("initdb")
    if not found and elsewhere is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_basebackup) are not installed")
    return found[-1].parent if found else Path(str(elsewhere)).parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Cluster:
    """One server with its folder; as root it runs as the user postgres, as it insists."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"postgres://undersigned@127.0.0.1:{self.port}/record"

    def run(self, program: str, *arguments: str) -> None:
        before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*before, str(programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
            cwd="/",
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"

    def start(self) -> None:
        sockets = OPTIONS | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in sockets.items())
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-D", str(self.folder), "-l", log, "-w", "-s", "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-D", str(self.folder), "-m", "immediate", "-s")

    @property
    def is_running(self) -> bool:
        return (self.folder / "postmaster.pid").exists()

    def ask(self, sql: str, database: str = "record") -> Any:
        """The one value that the SQL gives."""
        place = make_conninfo(host="127.0.0.1", port=self.port, user="undersigned", dbname=database)
        with psycopg.connect(place, autocommit=True) as asking:
            row = asking.execute(sql).fetchone()  # type: ignore[arg-type]
            return row[0] if row else None


class Pair:
    """A primary and its standby."""

    def __init__(self) -> None:
        # Not in pytest's own folder, which is closed to the user postgres.
        self.scratch = Path(tempfile.mkdtemp(prefix="undersigned-clusters."))
        if os.geteuid() == 0:
            shutil.chown(self.scratch, "postgres")
        self.primary = Cluster(self.scratch / "primary")
        self.standby = Cluster(self.scratch / "standby")

    def begin(self) -> None:
        """Start the primary with an empty database."""
        options = ("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        folder = str(self.primary.folder)
        self.primary.run("initdb", "-D", folder, "--username", "undersigned", *options)
        self.primary.start()
        self.primary.ask("SELECT 1", "postgres")
        self.primary.run(
            "createdb", "-h", "127.0.0.1", "-p", str(self.primary.port), "-U", "undersigned",
            "record",
        )  # fmt: skip

    def follow(self) -> None:
        """Have a standby that runs and replays: made anew if it was promoted or is not there."""
        if self.standby.is_running and not self.standby.ask("SELECT pg_is_in_recovery()"):
            self.standby.stop()
            shutil.rmtree(self.standby.folder)
        if not self.standby.folder.exists():
            self._copy()
        if not self.standby.is_running:
            self.standby.start()
        self.resume()
        self.catch_up()

    def pause(self) -> None:
        """Let the standby receive, but not replay."""
        self.standby.ask("SELECT pg_wal_replay_pause()")
        wait_for(lambda: self.standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def resume(self) -> None:
        self.standby.ask("SELECT pg_wal_replay_resume()")

    def catch_up(self) -> None:
        """Wait until the standby has replayed what the primary has written."""
        position = self.primary.ask("SELECT pg_current_wal_flush_lsn()::text")
        there = f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn"
        wait_for(lambda: self.standby.ask(there))

    def promote(self) -> None:
        assert self.standby.ask("SELECT pg_promote()")

    def end(self) -> None:
        for cluster in (self.standby, self.primary):
            if cluster.is_running:
                cluster.stop()
        shutil.rmtree(self.scratch)

    def _copy(self) -> None:
        self.standby.run(
            "pg_basebackup", "-h", "127.0.0.1", "-p", str(self.primary.port), "-U", "undersigned",
            "-D", str(self.standby.folder), "-R", "-X", "stream", "-c", "fast", "--no-sync",
        )  # fmt: skip


def wait_for(is_true: Callable[[], Any]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
