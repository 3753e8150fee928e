"""Files of every kind as text: the same statement comes out of each."""

import pytest

from tracker.readers.errors import NotText, ReadError, TooLarge, UnknownEncoding
from tracker.readers.files import FileText, read_file
from tracker.readers.kinds import MAX_BYTES
from tracker.readers.statements import read_statement
from tracker.tests.readers.samples import docx, numbering, paragraph, pdf, xlsx

PLAIN = "Harbour Declaration\n\nWe agree.\n\n1. No dams.\n2. Clean water.\n"
HTML = (
    '<!doctype html><html><head><meta charset="utf-8"><title>League</title></head><body>'
    '<h1>Harbour Declaration</h1><p>We <a href="https://example.org/">agree</a>.</p>'
    "<ol><li>No dams.</li><li>Clean water.</li></ol></body></html>"
)
FILES = {
    "a.txt": PLAIN.encode("utf-16"),
    "a.md": b"# Harbour Declaration\r\n\r\nWe agree.\r\n\r\n1. No dams.\r\n1. Clean water.\r\n",
    "a.html": HTML.encode(),
    "a.docx": docx(
        paragraph("Harbour Declaration")
        + paragraph("We agree.")
        + paragraph("No dams.", numbering="1")
        + paragraph("Clean water.", numbering="1"),
        numbering=numbering(("decimal", "%1.")),
    ),
    "a.pdf": pdf(
        [
            (60, 800, 20, "Harbour Declaration"),
            (60, 750, 11, "We agree."),
            (60, 720, 11, "1. No dams."),
            (60, 707, 11, "2. Clean water."),
        ]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_read_file_reads_the_same_statement_from_every_kind(name: str) -> None:
    file = read_file(FILES[name], name)
    draft = read_statement(file.text, links=file.links)

    assert file.kind == name.removeprefix("a.")
    assert draft.title == "Harbour Declaration"
    assert draft.preamble == ("We agree.",)
    assert [(one.number, one.text) for one in draft.clauses] == [
        ("1", "No dams."),
        ("2", "Clean water."),
    ]
    assert draft.unplaced == ()


def test_read_file_gives_a_plain_text_as_it_is() -> None:
    assert read_file("a\r\n  b\u00a0".encode("utf-8-sig"), "x.txt") == FileText(
        "a\r\n  b\u00a0", "txt", "utf-8"
    )


def test_read_file_says_what_a_page_calls_itself_and_links_to() -> None:
    file = read_file(HTML.encode(), "a.html")

    assert (file.title, file.encoding) == ("League", "utf-8")
    assert [(link.words, link.line) for link in file.links] == [("agree", 3)]


def test_read_file_suggests_the_lines_of_a_pages_article() -> None:
    article = "".join(f"<p>{'The rivers belong to everybody who lives there. ' * 4}</p>" * 4)
    menu = "<nav><a href='/'>Home page of the league</a></nav>"
    markup = f"<html><body>{menu}<article>{article}</article></body></html>"

    file = read_file(markup.encode(), "a.html")

    assert file.text.startswith("Home page of the league")
    assert file.main == (3, 9)


def test_read_file_believes_the_encoding_that_a_page_names() -> None:
    page = "<html><meta charset=euc-kr><p>전쟁을 멈춰라</p></html>"

    file = read_file(page.encode("euc-kr"), "a.html")

    assert (file.text, file.encoding) == ("전쟁을 멈춰라", "euc-kr")


def test_read_file_refuses_an_encoding_that_no_page_names() -> None:
    with pytest.raises(UnknownEncoding):
        read_file("<html><p>전쟁을 멈춰라</p></html>".encode("euc-kr"), "a.html")


@pytest.mark.parametrize(
    "data, name, error, message",
    [
        (b"x" * (MAX_BYTES + 1), "a.txt", TooLarge, "up to 10 MB"),
        (b"", "a.txt", ReadError, "empty"),
        (b"\x89PNG\0", "a.txt", NotText, "PNG"),
        (xlsx(["name"]), "a.txt", NotText, "is a table"),
        (b"name,country", "a.csv", NotText, "is a table"),
        (pdf([]), "a.pdf", ReadError, "text recognition"),
        (b"<html><body><img></body></html>", "a.html", ReadError, "no text in this file"),
    ],
)
def test_read_file_refuses_with_words(
    data: bytes, name: str, error: type[ReadError], message: str
) -> None:
    with pytest.raises(error, match=message):
        read_file(data, name)
