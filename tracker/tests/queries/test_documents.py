"""Which document is shared, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tracker.actions.export_files import ask_for_export
from tracker.models import ExportFile
from tracker.queries.documents import (
    STATEMENT,
    shared_document,
    wanted_document,
)
from tracker.rules.documents import FRESH
from tracker.tests.cast import Cast
from tracker.tests.documents import draw_documents
from tracker.tests.documents import pretended as pretended

WANTED = wanted_document(STATEMENT, {"slug": "ferry-letter"}, "edition", "en")
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("pretended", "upload_folder")


def made(cast: Cast, at: datetime) -> ExportFile:
    with time_machine.travel(at, tick=False):
        file = ask_for_export(WANTED, None, at)
        draw_documents()
    file.refresh_from_db()
    return file


def shared(cast: Cast, at: datetime) -> ExportFile | None:
    return shared_document(WANTED, cast.letter.pk, at)


def publish(cast: Cast) -> None:
    with time_machine.travel(NOON - timedelta(days=1)):
        assert cast.letter.pk


def test_document_is_shared_until_the_record_changes(cast: Cast) -> None:
    publish(cast)
    file = made(cast, NOON)
    assert shared(cast, NOON + timedelta(hours=11)) == file

    with time_machine.travel(NOON + timedelta(minutes=1)):
        cast.offered(revision=cast.letter_wording)
    # Not one for each offer of a busy day.
    assert shared(cast, NOON + FRESH - timedelta(seconds=1)) == file
    assert shared(cast, NOON + FRESH) is None


def test_document_is_not_shared_beyond_its_day(cast: Cast) -> None:
    publish(cast)
    file = made(cast, NOON)

    assert shared(cast, NOON.replace(hour=23, minute=59)) == file
    assert shared(cast, NOON + timedelta(hours=12)) is None


def test_document_made_while_something_came_in_is_made_anew(cast: Cast) -> None:
    publish(cast)
    with time_machine.travel(NOON - timedelta(seconds=30)):
        cast.offered(revision=cast.letter_wording)
    file = made(cast, NOON)

    assert shared(cast, NOON + timedelta(minutes=1)) == file
    assert shared(cast, NOON + timedelta(hours=1)) is None


def test_document_that_waits_is_shared(cast: Cast) -> None:
    publish(cast)
    file = ask_for_export(WANTED, None, NOON)

    assert shared(cast, NOON) == file


def test_document_of_a_statement_without_events_is_shared(cast: Cast) -> None:
    publish(cast)
    made(cast, NOON)

    assert shared_document(WANTED, 0, NOON + timedelta(hours=1)) is not None
