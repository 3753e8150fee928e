"""The process that draws a document: what it brings, and that it is ended beyond its share."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from tracker.actions import drawn_documents
from tracker.actions.document_drawing import TOO_LARGE
from tracker.actions.document_pages import DocumentPages, Enclosed
from tracker.actions.drawn_documents import NotDrawn, drawn_document
from tracker.actions.export_bytes import TooLarge
from tracker.tests.documents import needs_libraries, text_of
from tracker.tests.pdf_structure import opened

CHANGED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def pages(html: str = "<html lang=en><title>A title</title><h1>Rivers</h1>") -> DocumentPages:
    return DocumentPages(html, "", CHANGED, [Enclosed("a.txt", "A file", b"x")])


def go_on() -> None:
    """Nobody says that it shall end."""


def running(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(drawn_documents, "PROGRAM", (sys.executable, "-c", program))


@needs_libraries
def test_document_is_drawn_by_a_process_of_its_own() -> None:
    made = drawn_document(pages(), go_on)

    assert (made.pages, text_of(made.data)) == (1, "Rivers")
    with opened(made.data) as pdf:
        assert list(pdf.attachments) == ["a.txt"]


@pytest.mark.parametrize(
    "program",
    [
        f"raise SystemExit({TOO_LARGE})",
        "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_document_beyond_its_share_is_too_large(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    running(monkeypatch, program)

    with pytest.raises(TooLarge):
        drawn_document(pages(), go_on)


def test_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, "import time; time.sleep(600)")
    monkeypatch.setattr(drawn_documents, "WALL_SECONDS", 0.3)

    with pytest.raises(TooLarge, match="too long"):
        drawn_document(pages(), go_on)


def test_process_ends_with_whoever_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, "import time; time.sleep(600)")

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drawn_document(pages(), stop)


def test_process_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, "raise ValueError('no ink')")

    with pytest.raises(NotDrawn, match="no ink"):
        drawn_document(pages(), go_on)
