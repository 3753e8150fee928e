"""Documents in tests: drawn where the libraries are installed, pretended where that will do."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from threading import Event

import pdfplumber
import pytest

from tracker.actions import document_bytes
from tracker.actions.drawn_documents import Drawn
from tracker.management.exporters import Drawer
from tracker.queries.pdf_libraries import draws_documents

# The continuous integration installs them; elsewhere they may be missing.
needs_libraries = pytest.mark.skipif(
    not draws_documents(), reason="WeasyPrint or its libraries are not installed"
)


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every document is a PDF of one page in name only; the HTML of each."""
    drawn: list[str] = []

    def draw(pages: object, going_on: object) -> Drawn:
        drawn.append(pages.html)  # type: ignore[attr-defined]
        return Drawn(1, b"%%PDF-1.7 %d" % len(drawn))

    monkeypatch.setattr(document_bytes, "drawn_document", draw)
    return drawn


def draw_documents() -> None:
    """Do what the worker does about documents."""
    Drawer(Event()).round()


def text_of(data: bytes) -> str:
    """What a document says, from page to page."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return " ".join(" ".join(_texts(pdf)).split())


def _texts(pdf: pdfplumber.PDF) -> Iterator[str]:
    for page in pdf.pages:
        yield page.extract_text()
