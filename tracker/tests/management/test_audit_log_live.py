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
from tracker.management import log_copies
from tracker.models import Event, Submission
from tracker.tests.cast import Cast, make_groups
from tracker.tests.management.conftest import Shell
from tracker.tests.management.test_audit_log import record


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


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever fails to connect does not wait before the next try."""
    monkeypatch.setattr(log_copies, "PAUSE_SECONDS", 0.0)


def test_a_running_site_passes_and_its_tiles_are_fetched_once(
    shell: Shell, transactional_db: None, live_server: Any, tmp_path: Path
) -> None:
    make_groups()
    cast = Cast()
    record(cast)
    for number in range(60):
        cast.signatory(f"Signatory {number}")
        cast.reply("note", Submission.objects.all()[0], speaker="issuer", text=str(number))
        cast.anna.refresh_from_db()
    sequence_events(wait=True)

    def audited() -> str:
        return shell("audit_log", live_server.url, "--settle", "0", "--cache", tmp_path / "kept")

    first = audited()
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").rglob("*")}

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
