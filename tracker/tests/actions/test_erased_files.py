"""Files of an erasure go from the disk, whatever died in between; the search is written anew."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tracker.actions.erased_files import finish_erasures
from tracker.actions.sources import add_source
from tracker.choices import LetterKind, LetterState
from tracker.models import Erasure, Letter, Submission
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.erasures import MARK, by_editor, own_offer
from tracker.tests.erasures import folders as folders
from tracker.tests.erasures import noon as noon
from tracker.tests.leftovers import files_with
from tracker.tests.outbox import NOON, queued

pytestmark = pytest.mark.usefixtures("noon", "folders")


@pytest.fixture
def filed(cast: Cast) -> Submission:
    """An offer with a file as its source."""
    submission = own_offer(cast)
    add_source(submission, SOURCE, by=cast.anna, file=("a.txt", f"By {MARK}.".encode()))
    return submission


def test_files_stay_on_the_disk_until_the_erasure_is_committed(
    cast: Cast,
    filed: Submission,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        by_editor(cast, filed)
        assert files_with(MARK)

    assert files_with(MARK) == []


def test_files_that_a_dead_process_left_are_removed_by_the_next_tick(
    cast: Cast, filed: Submission
) -> None:
    erasure = by_editor(cast, filed)
    assert (len(erasure.files), bool(files_with(MARK))) == (1, True)

    assert finish_erasures() == 1

    erasure.refresh_from_db()
    assert (erasure.files, erasure.finished_at, files_with(MARK)) == ([], NOON, [])
    assert finish_erasures() == 0


def test_files_that_are_gone_already_hold_nothing_up(cast: Cast, filed: Submission) -> None:
    by_editor(cast, filed)
    for name in files_with(MARK):
        Path(name).unlink()

    assert finish_erasures() == 1


def test_files_of_letters_wait_for_one_that_is_just_going_out(
    cast: Cast, settings: Settings
) -> None:
    submission = own_offer(cast)
    letter = queued(submission, body=f"To {MARK}")
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING)
    by_editor(cast, submission)
    assert finish_erasures() == 0
    # A worker had the text in hand before it was emptied.
    settings.MAIL_FOLDER.mkdir()
    copy = settings.MAIL_FOLDER / f"{letter.pk:08}.eml"
    copy.write_text(MARK)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.KEPT)

    assert finish_erasures() == 1
    assert not copy.exists()


def test_files_of_other_letters_stay(cast: Cast, settings: Settings) -> None:
    letter = queued(cast.offer(cast.fleuves))
    settings.MAIL_FOLDER.mkdir()
    kept = [settings.MAIL_FOLDER / f"{letter.pk:08}.eml", settings.MAIL_FOLDER / "notes.eml"]
    for path in kept:
        path.write_text("Kept.")
    by_editor(cast, own_offer(cast))

    finish_erasures()

    assert [path.exists() for path in kept] == [True, True]


def test_site_with_a_mail_server_has_no_copies_of_letters(cast: Cast, settings: Settings) -> None:
    settings.MAIL_FOLDER = None
    by_editor(cast, own_offer(cast))

    assert finish_erasures() == 1
    assert Erasure.objects.unfinished().count() == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL vacuums by itself")
def test_search_holds_no_part_of_an_erased_name(cast: Cast) -> None:
    # Enough names for several segments of the index.
    for number in range(60):
        cast.signatory(f"Mill {number}")
    # A letter that nobody else has is the first of every trigram.

    submission = own_offer(cast, signatory=cast.signatory("ꙮꙮꙮꙮ"))
    assert "ꙮ".encode() in index_pages()

    by_editor(cast, submission)
    finish_erasures()

    assert "ꙮ".encode() not in index_pages()
    assert terms() > 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has such a log")
@pytest.mark.django_db(transaction=True)
def test_finishing_empties_the_log_beside_the_database() -> None:
    cast = Cast()
    by_editor(cast, own_offer(cast))

    with CaptureQueriesContext(connection) as asked:
        finish_erasures()

    assert [one["sql"] for one in asked if "PRAGMA" in one["sql"]] == [
        "PRAGMA wal_checkpoint(TRUNCATE)"
    ]


def test_other_databases_are_left_to_vacuum_by_themselves(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_editor(cast, own_offer(cast))
    other = SimpleNamespace(vendor="postgresql")
    monkeypatch.setattr("tracker.actions.erased_files.connection", other)

    assert finish_erasures() == 1


def test_news_of_somebody_with_a_longer_name_stays(cast: Cast) -> None:
    body = "Ríos Libresa offered to sign.\n"
    letter = queued(None, kind=LetterKind.DIGEST, to="reader@far.example", body=body)

    by_editor(cast, own_offer(cast))

    letter.refresh_from_db()
    assert letter.body == body


def index_pages() -> bytes:
    """What the index itself keeps, whether it still means anything or is only marked as gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM tracker_signatory_names_data ORDER BY id")
        return b"".join(bytes(block) for (block,) in cursor.fetchall())


def terms() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tracker_signatory_names('\"mil\"')")
        return int(cursor.fetchone()[0])
