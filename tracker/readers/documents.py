"""Word documents (.docx) as lines of text, with the numbers that Word prints before list items."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tracker.readers.archives import damaged, open_archive, require_no_type_definition
from tracker.readers.docx_numbers import (
    Counters,
    W,
    list_place,
    read_numberings,
    read_style_numbers,
)
from tracker.readers.webpages import PageText, page_text

BODY = "word/document.xml"
NUMBERS = "word/numbering.xml"
STYLES = "word/styles.xml"
UNREAD = ("word/media/", "word/embeddings/", "word/fonts/")
STYLE_MAP = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
"""
# What mammoth writes after every footnote is not in the document.
BACK_LINK = re.compile(r' ?<a href="#[^"]*">↑</a>')
UNKNOWN_PART = "An unrecognised element was ignored: "


def document_text(data: bytes) -> PageText:
    """The text of a .docx: headings and list items marked, footnotes at the end.

    Tracked changes are read as accepted; what is not read (pictures, page headers and footers) is
    named in the notes. Raises TooLarge or ReadError.
    """
    archive = open_archive(data)
    require_no_type_definition(archive)
    try:
        parts = {name: archive.read(name) for name in archive.namelist() if _is_read(name)}
        body = _xml(parts[BODY])
        _print_numbers(body, parts)
        html, unknown = _converted(body, parts)
    except Exception as error:
        # mammoth, lxml and zipfile raise errors of many classes for a damaged document.
        raise damaged() from error
    page = page_text(html)
    notes = (*page.notes, *_notes(body, parts), *unknown)
    return PageText(page.text, "", page.links, notes)


def _is_read(name: str) -> bool:
    return not name.startswith(UNREAD) and not name.endswith("/")


def _xml(part: bytes) -> Any:
    # lxml is needed only while a file is read: the site's idle memory stays small.
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(part, parser)


def _print_numbers(body: Any, parts: dict[str, bytes]) -> None:
    """Put before every list item what Word would print there."""
    counters = Counters(read_numberings(_part(parts, NUMBERS)))
    by_style = read_style_numbers(_part(parts, STYLES))
    for paragraph in body.iter(W + "p"):
        properties = paragraph.find(W + "pPr")
        style = None if properties is None else properties.find(W + "pStyle")
        inherited = None if style is None else by_style.get(style.get(W + "val", ""))
        place = list_place(properties) or inherited
        label = counters.label(*place) if place else ""
        if label:
            _insert(paragraph, properties, label + " ")


def _part(parts: dict[str, bytes], name: str) -> Any:
    return _xml(parts[name]) if name in parts else None


def _insert(paragraph: Any, properties: Any, label: str) -> None:
    run = paragraph.makeelement(W + "r")
    text = paragraph.makeelement(W + "t")
    text.text = label
    run.append(text)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def _converted(body: Any, parts: dict[str, bytes]) -> tuple[str, list[str]]:
    # mammoth and lxml are needed only while a file is read.
    import mammoth  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as archive:
        # Without the part that describes lists, mammoth does not make lists a second time.
        for name, part in parts.items():
            if name not in (BODY, NUMBERS):
                archive.writestr(name, part)
        archive.writestr(BODY, etree.tostring(body, xml_declaration=True, encoding="UTF-8"))
    result = mammoth.convert_to_html(
        rewritten,
        style_map=STYLE_MAP,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    unknown = dict.fromkeys(
        message.message.removeprefix(UNKNOWN_PART)
        for message in result.messages
        if message.message.startswith(UNKNOWN_PART)
    )
    html = BACK_LINK.sub("", result.value)
    return html, [_("Not read: %(part)s.") % {"part": part} for part in unknown]


def _notes(body: Any, parts: dict[str, bytes]) -> Iterator[str]:
    if any(True for _change in body.iter(W + "ins", W + "del", W + "moveFrom")):
        yield _("This document holds tracked changes; it was read as if all were accepted.")
    for name, part in parts.items():
        if name.startswith(("word/header", "word/footer")):
            words = " ".join("".join(_xml(part).itertext()).split())
            if words:
                yield _("The text in the page margins was not read: “%(words)s”.") % {
                    "words": words
                }
