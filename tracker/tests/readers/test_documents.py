"""Word documents as text, with the numbers that Word prints."""

import pytest

from tracker.readers.documents import document_text
from tracker.readers.drafts import Link
from tracker.readers.errors import ReadError
from tracker.readers.statements import read_statement
from tracker.tests.readers.samples import archive, docx, numbering, paragraph, word_part

STYLES = word_part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Number"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)


def test_document_text_prints_titles_headings_and_numbers() -> None:
    body = "".join(
        [
            paragraph("Harbour Declaration", style="T"),
            paragraph("We agree."),
            paragraph("Our points", style="H"),
            paragraph("Rivers are common.", numbering="1"),
            paragraph("Even small ones.", numbering="1", level=1),
            paragraph("A paragraph between."),
            paragraph("No dams.", style="L"),
        ]
    )
    data = docx(
        body, styles=STYLES, numbering=numbering(("decimal", "%1."), ("lowerLetter", "%2)"))
    )

    page = document_text(data)

    assert page.text.split("\n\n") == [
        "# Harbour Declaration",
        "We agree.",
        "## Our points",
        "1. Rivers are common.",
        "a) Even small ones.",
        "A paragraph between.",
        "2. No dams.",
    ]
    assert page.notes == ()


def test_document_text_is_read_as_a_statement() -> None:
    points = "".join(paragraph(f"Point {word}.", numbering="1") for word in ("one", "two"))

    draft = read_statement(
        document_text(docx(points, numbering=numbering(("upperRoman", "%1.")))).text
    )

    assert [(clause.number, clause.text) for clause in draft.clauses] == [
        ("I", "Point one."),
        ("II", "Point two."),
    ]


def test_document_text_without_lists_or_styles() -> None:
    plain = "<w:p><w:r><w:t>Without properties</w:t></w:r></w:p>"
    missing = paragraph("Of a list that is not there", numbering="9")

    page = document_text(docx(plain + missing + paragraph("Of no style", style="Gone")))

    assert page.text.split("\n\n") == [
        "Without properties",
        "Of a list that is not there",
        "Of no style",
    ]


def test_document_text_keeps_links_and_footnotes() -> None:
    body = (
        '<w:p><w:hyperlink r:id="site"><w:r><w:t>See more</w:t></w:r></w:hyperlink>'
        '<w:r><w:t xml:space="preserve"> here</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
    )
    note = word_part(
        "footnotes", f'<w:footnote w:id="5">{paragraph("A reservation.")}</w:footnote>'
    )

    page = document_text(docx(body, footnotes=note))

    assert page.text.split("\n\n") == ["See more here[1]", "[1] A reservation."]
    assert page.links == (Link("See more", "https://example.org/more", 1),)


def test_document_text_names_what_it_does_not_read() -> None:
    changed = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r/></w:del></w:p>"
    header = word_part("hdr", paragraph("Draft 3"))
    empty = word_part("ftr", paragraph(""))

    page = document_text(docx(changed + "<w:p><w:strange/></w:p>", header1=header, footer1=empty))

    assert page.text == "new"
    assert page.notes == (
        "This document holds tracked changes; it was read as if all were accepted.",
        "The text in the page margins was not read: “Draft 3”.",
        "Not read: w:strange.",
    )


def test_document_text_leaves_pictures_packed() -> None:
    files = {"word/document.xml": word_part("document", "<w:body/>"), "word/media/": ""}

    assert document_text(archive(files | {"word/media/a.png": b"x"})).text == ""


@pytest.mark.parametrize(
    "data",
    [
        archive({"word/document.xml": "<unclosed"}),
        archive({"word/other.xml": "<x/>"}),
        docx("", numbering="<unclosed"),
    ],
)
def test_document_text_refuses_damaged_documents(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        document_text(data)


def test_document_text_refuses_documents_that_define_entities() -> None:
    with pytest.raises(ReadError, match="XML types"):
        document_text(docx("", styles='<!DOCTYPE x [<!ENTITY a "b">]><x/>'))
