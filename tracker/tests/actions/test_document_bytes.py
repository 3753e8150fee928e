"""Making documents by the worker: once, whole or not at all, and beside the files of lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tracker.actions import document_bytes
from tracker.actions.export_bytes import TooLarge
from tracker.actions.export_files import claim_export
from tracker.actions.statements import retire_statement
from tracker.choices import ExportProblem, ExportState, RetireReason
from tracker.models import ExportFile
from tracker.queries.documents import STATEMENT
from tracker.tests.cast import Cast
from tracker.tests.documents import draw_documents, needs_libraries, text_of
from tracker.tests.documents import pretended as pretended
from tracker.tests.exported import asked, make_files
from tracker.tests.pdf_structure import faults


@pytest.fixture(autouse=True)
def folder(upload_folder: Path) -> Path:
    return upload_folder / "exports"


def wanted(cast: Cast) -> ExportFile:
    arguments = {"slug": cast.letter.slug}
    return asked(list=STATEMENT, arguments=arguments, query="edition", format="pdf")


def made(cast: Cast) -> ExportFile:
    file = wanted(cast)
    draw_documents()
    file.refresh_from_db()
    return file


@needs_libraries
def test_document_is_drawn_and_kept(cast: Cast, folder: Path) -> None:
    file = made(cast)
    data = (folder / f"{file.token}-1.pdf").read_bytes()

    assert (file.state, file.rows, file.size) == (ExportState.DONE, 1, len(data))
    assert "Rivers run to the sea." in text_of(data)
    assert faults(data) == []


def test_documents_do_not_wait_for_lists_nor_lists_for_documents(
    cast: Cast, pretended: list[str]
) -> None:
    listed, document = asked(), wanted(cast)
    draw_documents()
    states = dict(ExportFile.objects.values_list("pk", "state"))
    assert states == {listed.pk: ExportState.WAITING, document.pk: ExportState.DONE}

    later = wanted(cast)
    make_files()
    states = dict(ExportFile.objects.values_list("pk", "state"))
    assert (states[listed.pk], states[later.pk]) == (ExportState.DONE, ExportState.WAITING)
    assert claim_export("worker") is None


def test_document_of_what_is_not_public_any_more_is_not_made(cast: Cast) -> None:
    file = wanted(cast)
    retire_statement(cast.letter, RetireReason.MISTAKE, by=cast.ben)
    draw_documents()
    file.refresh_from_db()

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.LIST_GONE)


def test_document_larger_than_there_is_room_for_is_not_kept(
    cast: Cast, pretended: list[str], settings: Settings, folder: Path
) -> None:
    settings.EXPORT_SPACE = 0
    file = made(cast)

    assert (file.state, file.problem) == (ExportState.FAILED, ExportProblem.TOO_LARGE)
    assert not folder.exists()


def test_document_that_takes_too_much_is_given_up_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(pages: object, going_on: object) -> None:
        raise TooLarge

    monkeypatch.setattr(document_bytes, "drawn_document", draw)
    file = made(cast)

    assert (file.state, file.problem, file.tries) == ("failed", ExportProblem.TOO_LARGE, 1)
