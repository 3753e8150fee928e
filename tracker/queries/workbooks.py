"""A list as an Excel workbook (.xlsx) of one sheet, written in pieces while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.queries.exports import Cells, Chunks

# What a sheet holds, less its header; and what a cell holds.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
# The sheet is mostly tags, which shrink all the same; more effort takes three times as long.
COMPRESSION = 1

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Undersigned" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


class Outbox:
    """A file that cannot be sought in, whose bytes are taken out as they come."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def workbook_bytes(chunks: Chunks, columns: Sequence[str]) -> Iterator[bytes]:
    """A workbook in pieces: a row of names, then the rows; each text a text, never a formula.

    Raises OverflowError beyond MOST_ROWS: callers look before.
    """
    outbox, rows = Outbox(), 0
    # Any: the stubs want a file that reads.
    target: Any = outbox
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for name, part in PARTS.items():
            archive.writestr(_member(name), XML + part)
        with archive.open(_member(SHEET), "w") as sheet:
            sheet.write(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            sheet.write(_rows([columns]))
            for chunk in chunks:
                rows += len(chunk)
                if rows > MOST_ROWS:
                    raise OverflowError(rows)
                sheet.write(_rows(chunk))
                yield outbox.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield outbox.taken()


def _member(name: str) -> ZipInfo:
    """A part of the archive without the time at which it was made: the same rows, the same file."""
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    member._compresslevel = COMPRESSION  # type: ignore[attr-defined] # public from Python 3.13 on
    return member


def _rows(rows: Sequence[Cells]) -> bytes:
    lines = (f"<row>{''.join([_cell(cell) for cell in cells])}</row>" for cells in rows)
    return "".join(lines).encode()


def _cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if cell.__class__ is bool:
        return f'<c t="b"><v>{cell:d}</v></c>'
    if cell.__class__ is int:
        return f"<c><v>{cell}</v></c>"
    text = str(cell)[:LONGEST_CELL]
    if not text.isprintable():
        text = NOT_XML.sub("", text)
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
