"""What WeasyPrint leaves open of a tagged PDF (PDF/UA-1, ISO 14289-1), mended in time."""

from __future__ import annotations

from typing import Any

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


def mend_tags(_document: object, pdf: Any) -> None:
    """Make running heads and page numbers artifacts (7.8), leave out no level of headings (7.4.2),
    and say which way the headers of tables go (7.5).

    A finisher of WeasyPrint: what it gets are the objects of pydyf, by their numbers.
    """
    elements = [one for one in pdf.objects if _type_of(one) == "/StructElem"]
    for element in elements:
        if element["S"] == "/TH":
            element["A"]["Scope"] = _scope(element, pdf)
    _nest(elements)
    stray: set[bytes] = set()
    for element in elements:
        if element.reference not in _object(pdf, element["P"])["K"]:
            stray |= _made_artifacts(element, pdf)
    _forget(stray, pdf)


def _type_of(one: Any) -> Any:
    return one.get("Type") if isinstance(one, dict) else None


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _scope(cell: Any, pdf: Any) -> str:
    row = _object(pdf, cell["P"])
    return "/Column" if _object(pdf, row["P"])["S"] == "/THead" else "/Row"


def _nest(elements: list[Any]) -> None:
    """Raise headings that stand deeper than one below the heading before them."""
    before = 0
    for element in elements:
        if element["S"] in HEADINGS:
            before = min(HEADINGS.index(element["S"]), before) + 1
            element["S"] = HEADINGS[before - 1]


def _made_artifacts(element: Any, pdf: Any) -> set[bytes]:
    """Have what an element that hangs nowhere draws be no content; its reference and its parts'."""
    gone = {element.reference}
    contents = _object(pdf, _object(pdf, element["Pg"])["Contents"]).stream
    for kid in element["K"]:
        if isinstance(kid, int):
            _make_artifact(contents, kid)
        else:
            gone |= _made_artifacts(_object(pdf, kid), pdf)
    return gone


def _make_artifact(contents: list[Any], number: int) -> None:
    place = next(
        place
        for place, part in enumerate(contents)
        if isinstance(part, dict) and part.get("MCID") == number
    )
    contents[place - 1] = "/Artifact"
    del contents[place]["MCID"]
    contents[place]["Type"] = "/Pagination"


def _forget(gone: set[bytes], pdf: Any) -> None:
    """Take elements out of the tree that leads from content to them."""
    root = next(one for one in pdf.objects if _type_of(one) == "/StructTreeRoot")
    for numbers in _object(pdf, root["ParentTree"])["Nums"][1::2]:
        if isinstance(numbers, list):
            numbers[:] = [b"null" if one in gone else one for one in numbers]
