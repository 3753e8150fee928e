"""Auditing a running site, a mirror of an exported folder, and the whole demonstration record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management.base import CommandError

from tracker.actions.log import sequence_events
from tracker.actions.signatories import record_signatories
from tracker.choices import SignatoryKind
from tracker.management import log_copies
from tracker.models import Event, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.audits import record
from tracker.tests.management.conftest import Shell


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server, as anybody may have one."""

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[str]:
    """A plain web server with the folder `copy`."""
    serve = partial(Quiet, directory=str(tmp_path / "copy"))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Failing(Quiet):
    """A web server that is out of order."""

    def do_GET(self) -> None:
        """Answer with an error of the server."""
        self.send_error(500)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever fails to connect does not wait before the next try."""
    monkeypatch.setattr(log_copies, "PAUSE_SECONDS", 0.0)


def test_a_running_site_passes_and_its_tiles_are_fetched_once(
    shell: Shell, transactional_db: None, live_server: Any, tmp_path: Path
) -> None:
    cast = Cast()
    record(cast)
    people = [{"name": f"Signatory {n}", "kind": SignatoryKind.PERSON} for n in range(256)]
    record_signatories(people, by=cast.anna)
    sequence_events(wait=True)

    def audited() -> str:
        return shell("audit_log", live_server.url, "--settle", "0", "--cache", tmp_path / "kept")

    first = audited()
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").rglob("*")}

    names = {path.relative_to(tmp_path / "kept").as_posix() for path in kept if path.is_file()}
    assert names == {"log/tile/0/000", "log/tile/entries/000"}
    assert first.startswith("No difference found in the log")
    assert "Compared with it: 2 listed submissions" in first
    assert audited() == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").rglob("*")} == kept


def test_a_mirror_of_the_folder_passes_like_the_folder(
    shell: Shell, cast: Cast, mirror: str, tmp_path: Path
) -> None:
    record(cast)
    sequence_events(wait=True)
    shell("export_log", tmp_path / "copy")

    assert shell("audit_log", mirror, "--settle", "0") == shell("audit_log", tmp_path / "copy")


def test_a_site_that_cannot_be_read_is_named(shell: Shell, impatient: None) -> None:
    with pytest.raises(CommandError, match="9/log/keys cannot be read: "):
        shell("audit_log", "http://127.0.0.1:9/")


def test_a_site_that_is_out_of_order_is_named(shell: Shell, impatient: None) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        with pytest.raises(CommandError, match="log/keys cannot be read: HTTP Error 500"):
            shell("audit_log", f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


def test_the_whole_demonstration_record_passes(shell: Shell, db: None, tmp_path: Path) -> None:
    shell("seed")
    sequence_events(wait=True)
    shell("export_log", tmp_path / "copy")

    told = shell("audit_log", tmp_path / "copy")

    listed = Submission.objects.visible_to(None).count()
    events = Event.objects.visible_to(None).count()
    assert listed > 10
    assert f"Compared with it: {listed} listed submissions" in told
    assert f"and {events} listed events" in told
