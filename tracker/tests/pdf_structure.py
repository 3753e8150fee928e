"""What is wrong with a PDF by PDF/UA-1 (ISO 14289-1), as far as its structure shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

# What puts something on the page, outside of text objects and in them.
DRAWS = {"Tj", "TJ", "'", '"', "f", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"}


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The structure elements in reading order, however deep the tree."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            if "/K" in one:
                waiting.append(one.K)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(one.S)[1:] for one in elements(pdf)]


def faults(data: bytes) -> list[str]:
    """Each fault in words, with the clause of the standard; [] if there is none."""
    with opened(data) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["7.1 it is not tagged"]
        return [
            *_document_faults(pdf),
            *_heading_faults(tags(pdf)),
            *_element_faults(pdf),
            *(fault for page in pdf.pages for fault in _page_faults(page, _numbers(pdf))),
        ]


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as told:
        if told.get("pdfuaid:part") != "1":
            yield "5 it does not say that it is PDF/UA-1"
        if not told.get("dc:title"):
            yield "7.1 it has no title"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "7.1 it is not marked"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1 its title is not shown"
    if not str(root.get("/Lang", "")):
        yield "7.2 its language is not said"


def _heading_faults(found: list[str]) -> Iterator[str]:
    levels = [int(tag[1]) for tag in found if re.fullmatch("H[1-6]", tag)]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"7.4.2 a heading of level {level} follows one of level {before}"


def _element_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if one.S == "/Figure" and not str(one.get("/Alt", "")):
            yield "7.3 a picture has no words"
        if one.S == "/TH" and "/Scope" not in one.get("/A", {}):
            yield "7.5 a header cell does not say what it heads"


def _numbers(pdf: pikepdf.Pdf) -> set[tuple[tuple[int, int], int]]:
    """What of which page hangs in the tree."""
    found = set()
    for one in elements(pdf):
        kids = one.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.add((one.Pg.objgen, kid))
    return found


def _page_faults(page: pikepdf.Page, known: set[tuple[tuple[int, int], int]]) -> Iterator[str]:
    if page.obj.get("/Tabs") != "/S":
        yield "7.18.3 the order of tabs is not that of the structure"
    for link in page.obj.get("/Annots", []):
        if not str(link.get("/Contents", "")) or "/StructParent" not in link:
            yield "7.18.5 a link has no words, or is not in the structure"
    open_parts: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_parts.append(_is_known(operands, page, known))
        elif name == "EMC":
            open_parts.pop()
        elif name in DRAWS and not any(open_parts):
            yield f"7.1 something is drawn ({name}) that is neither content nor an artifact"


def _is_known(operands: Any, page: pikepdf.Page, known: set[tuple[tuple[int, int], int]]) -> bool:
    if str(operands[0]) == "/Artifact":
        return True
    number = operands[1].get("/MCID") if len(operands) > 1 else None
    return number is not None and (page.obj.objgen, int(number)) in known


def fonts(data: bytes) -> dict[str, bool]:
    """The names of the fonts, and whether each is embedded and says which characters it draws."""
    found = {}
    with opened(data) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
                found[str(font.BaseFont)] = bool(files) and "/ToUnicode" in font
    return found
