"""Files made for the tests, as the programs that people use would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl

PrintedText = tuple[int, int, int, str]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document; `parts` are further ones: styles, numbering, footnotes, header1."""
    links = "".join(
        f'<Relationship Id="part-{name}" Target="{name}.xml" '
        f'Type="{OFFICE}/{name.rstrip("0123456789")}"/>'
        for name in parts
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="body" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="site" TargetMode="External" Type="{OFFICE}/hyperlink" '
            f'Target="https://example.org/more"/>{links}</Relationships>',
            "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
        }
        | {f"word/{name}.xml": part for name, part in parts.items()}
    )


def word_part(tag: str, inner: str) -> str:
    return f'<w:{tag} xmlns:w="{WORD}" xmlns:r="{OFFICE}">{inner}</w:{tag}>'


def paragraph(text: str, *, style: str = "", numbering: str = "", level: int = 0) -> str:
    """A paragraph of a Word document, an item of a list if a numbering is named."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
        if numbering
        else ""
    )
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbering(*levels: tuple[str, str], numbers: str = "") -> str:
    """word/numbering.xml with list 1 of these (format, text) levels, and further lists."""
    shapes = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (shape, text) in enumerate(levels)
    )
    return word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{shapes}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{numbers}',
    )


def pdf(*pages: Iterable[PrintedText]) -> bytes:
    """A PDF of A4 pages; each text has its place from the bottom left, in points, and its size."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids: list[bytes] = []
    for page in pages:
        shown = b"\n".join(_show(*text) for text in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        objects.append(PAGE % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _pdf_file(objects)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
    b"/Resources << /Font << /F1 3 0 R >> >> >>"
)


def _show(left: int, bottom: int, size: int, text: str) -> bytes:
    escaped = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, left, bottom, escaped)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
    )


def xlsx(*rows: Sequence[object], more_sheets: Mapping[str, str] | None = None) -> bytes:
    """A workbook whose first sheet has these rows; further sheets by name and state."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for name, state in (more_sheets or {}).items():
        workbook.create_sheet(name).sheet_state = state
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
