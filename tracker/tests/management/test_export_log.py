"""Exporting the log: everything once, what never changes never again, and no other log on top."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection

from tracker.actions.log import sequence_events
from tracker.management.log_folders import LogFolderWriter
from tracker.models import Event, LogCheckpoint, Submission
from tracker.proof.checkpoints import Checkpoint
from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.notes import sign_note
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell


def files(folder: Path) -> dict[str, int]:
    """When each file was written."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in found}


def exported(shell: Shell, folder: Path) -> str:
    sequence_events(wait=True)
    return shell("export_log", folder)


def test_the_folder_holds_the_log_and_the_lists(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    cast.offered()
    told = exported(shell, tmp_path / "copy")

    size = Event.objects.count()
    assert set(files(tmp_path / "copy")) == {
        "index.html",
        "submissions.csv",
        "events.csv",
        "log/checkpoint",
        "log/keys",
        f"log/tile/0/000.p/{size}",
        f"log/tile/entries/000.p/{size}",
        "log/openings/0.json",
    }
    assert told.startswith(f"{tmp_path / 'copy'} holds the log of {size} entries; ")
    note = (tmp_path / "copy/log/checkpoint").read_text(encoding="utf-8")
    assert note == LogCheckpoint.objects.latest("size").note


def test_what_is_there_is_not_written_again(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    for number in range(256):
        cast.signatory(f"Signatory {number}")
    exported(shell, tmp_path)
    before = files(tmp_path)
    cast.offered()
    exported(shell, tmp_path)
    after = files(tmp_path)

    size = Event.objects.count()
    assert {"log/tile/0/000", "log/tile/entries/000"} <= before.keys()
    assert {name for name, written in after.items() if before.get(name) != written} == {
        f"log/tile/0/001.p/{size - 256}",
        f"log/tile/entries/001.p/{size - 256}",
        "log/checkpoint",
        "index.html",
        "submissions.csv",
        "events.csv",
    }
    # Outgrown parts are gone.
    assert {name for name in after if ".p/" in name} == {
        f"log/tile/0/001.p/{size - 256}",
        "log/tile/1/000.p/1",
        f"log/tile/entries/001.p/{size - 256}",
    }


def test_nothing_is_exported_while_events_wait(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    cast.offered(cast.fleuves)
    with pytest.raises(CommandError, match="Events wait to enter the log"):
        shell("export_log", tmp_path / "copy")
    sequence_events(wait=True)
    cast.offered()
    with pytest.raises(CommandError, match="Events wait to enter the log"):
        shell("export_log", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("size, root", [(1, b"x" * 32), (10**6, b"x" * 32), (0, b"x" * 32)])
def test_a_folder_of_another_log_is_left_alone(
    shell: Shell, cast: Cast, tmp_path: Path, size: int, root: bytes
) -> None:
    cast.offered()
    other = signer_from_pem("other.example/log", new_private_pem())
    path = tmp_path / "log/checkpoint"
    path.parent.mkdir()
    path.write_text(sign_note(Checkpoint("other.example/log", size, root).text, other))

    with pytest.raises(CommandError, match="holds another log, or a later one"):
        exported(shell, tmp_path)

    assert set(files(tmp_path)) == {"log/checkpoint"}


def test_a_checkpoint_that_is_none_is_no_log_of_ours(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    cast.offered()
    (tmp_path / "log").mkdir()
    (tmp_path / "log/checkpoint").write_bytes(b"\xff")

    with pytest.raises(CommandError, match="holds another log, or a later one"):
        exported(shell, tmp_path)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="in memory, it locks whole tables")
def test_others_write_while_the_folder_is_written_and_it_holds_one_moment(
    shell: Shell, transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = Cast()
    cast.offered()
    sequence_events(wait=True)
    before = LogCheckpoint.objects.latest("size").note
    write_bundle = LogFolderWriter._write_bundle

    def slowly(writer: LogFolderWriter, number: int, size: int) -> None:
        with ThreadPoolExecutor() as pool:
            pool.submit(released_meanwhile).result(timeout=30)
        write_bundle(writer, number, size)

    def released_meanwhile() -> None:
        cast.offered(cast.fleuves)
        sequence_events(wait=True)
        connection.close()

    monkeypatch.setattr(LogFolderWriter, "_write_bundle", slowly)
    shell("export_log", tmp_path)

    assert Submission.objects.visible_to(None).count() == 2
    assert (tmp_path / "log/checkpoint").read_text(encoding="utf-8") == before
    assert "Compared with it: 1 listed submissions" in shell("audit_log", tmp_path)
