"""PDF files as text."""

import textwrap

import pytest

from tracker.readers import pdfs
from tracker.readers.errors import ReadError, TooLarge
from tracker.readers.pdfs import pdf_text
from tracker.readers.statements import read_statement
from tracker.tests.readers.samples import PrintedText, pdf

SENTENCES = (
    "The rivers are getting warmer and the towns beside them poorer, and nobody has asked those "
    "who live there what they think of it, although they have said it often enough. "
)


def page(*texts: str, head: str = "", foot: str = "") -> list[PrintedText]:
    """A page of paragraphs set in 11 points; those that begin with # are larger."""
    placed: list[PrintedText] = [(60, 810, 9, head)] if head else []
    height = 760
    for text in texts:
        size = 18 if text.startswith("#") else 11
        for line in textwrap.wrap(text.strip("# "), 85):
            placed.append((60, height, size, line))
            height -= size + 3
        height -= 9
    return [*placed, (290, 40, 9, foot)] if foot else placed


def test_pdf_text_is_read_as_a_statement() -> None:
    data = pdf(page("# Harbour Declaration", SENTENCES, "1. No dams.", "2. Clean water (now)."))

    text = pdf_text(data)
    draft = read_statement(text.text)

    assert text.notes == ()
    assert draft.title == "Harbour Declaration"
    assert draft.preamble == (SENTENCES.strip(),)
    assert [clause.text for clause in draft.clauses] == ["No dams.", "Clean water (now)."]


def test_pdf_text_leaves_out_running_lines_and_says_so() -> None:
    cut = SENTENCES.index("nobody")
    pages = [
        page(SENTENCES[:cut], head="The Rivers - 1", foot="- 1 -"),
        page(SENTENCES[cut:], "The end.", head="The Rivers - 2", foot="- 2 -"),
    ]

    text = pdf_text(pdf(*pages))

    assert text.text == f"{SENTENCES.strip()}\n\nThe end."
    assert text.notes == (
        "Page numbers and repeated lines were left out: “The Rivers - 1”, “- 1 -”, "
        "“The Rivers - 2”, “- 2 -”.",
    )


def test_pdf_text_names_pages_without_text() -> None:
    assert pdf_text(pdf(page("One page."), [])).notes == (
        "1 page holds no text; it may be a scan.",
    )
    assert pdf_text(pdf([], [])) == pdfs.PageText(
        "", notes=("2 pages hold no text; they may be scans.",)
    )


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing more", pdf(page("x"))[:300]])
def test_pdf_text_refuses_damaged_files(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        pdf_text(data)


def test_pdf_text_refuses_locked_files() -> None:
    locked = pdf(page("x")).replace(
        b"trailer << ",
        b"trailer << /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <%s> /U <%s> >> " % (b"11" * 32, b"22" * 32),
    )

    with pytest.raises(ReadError, match="locked with a password"):
        pdf_text(locked)


def test_pdf_text_refuses_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "MOST_PAGES", 1)

    with pytest.raises(TooLarge, match="has 2 pages; the site reads up to 1"):
        pdf_text(pdf([], []))
