"""HTML as lines of text: every visible word is kept, headings and lists keep their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.readers.drafts import Link
from tracker.readers.errors import ReadError
from tracker.readers.list_marks import list_mark
from tracker.readers.word_lists import word_set

BLOCKS = word_set(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup hr legend main menu nav ol p pre search section "
    "summary table ul"
)
LINES = frozenset(("li", "option", "tr"))
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
UNSEEN = frozenset(("head", "script", "style", "template"))
PICTURES = frozenset(("audio", "canvas", "embed", "iframe", "img", "object", "svg", "video"))
# How the notes of a converted Word document are named: "[1]", as in the text, and not a point 1.
NOTES = ("footnote-", "endnote-")
SPACE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as text: blocks divided by empty lines, "# " before headings, marks before items."""

    text: str
    title: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


def page_text(markup: str) -> PageText:
    """The whole text of an HTML page or fragment; what could not be read is named in the notes.

    Raises ReadError for pages that nobody's browser would show.
    """
    root = _parsed(markup)
    if root is None:
        return PageText("")
    writer = _Writer()
    for event, element in _steps(root):
        writer.take(event, element)
    writer.end_line()
    title = root.find(".//title")
    return PageText(
        "\n".join(writer.lines),
        "" if title is None else _collapsed(title.text or "").strip(),
        tuple(writer.links),
        _notes(writer.pictures),
    )


def _parsed(markup: str) -> Any:
    # lxml is needed only while a file is read: the site's idle memory stays small.
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    # Bytes, since lxml refuses a str that names an encoding; huge_tree, since without it the text
    # below 256 nested elements would be lost.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # Beyond some two thousand levels lxml gives up and returns what it has.
        raise ReadError(_("This page is nested too deeply. Copy its text and paste it."))
    return root


def _steps(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree  # noqa: PLC0415  # as above

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in UNSEEN | PICTURES:
            walk.skip_subtree()
        yield event, element


@dataclass(slots=True)
class _List:
    """One open list: the numbering that its items continue."""

    element: Any
    number: int
    step: int


@dataclass(slots=True)
class _Writer:
    """Collects lines while the page is walked from its first tag to its last."""

    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: int = 0
    _parts: list[str] = field(default_factory=list)
    _anchors: list[tuple[str, str]] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _indents: list[str] = field(default_factory=list)
    _mark: str = ""
    _wants_gap: bool = False
    _verbatim: int = 0

    def take(self, event: str, element: Any) -> None:
        if event == "start":
            self._open(element)
            if element.tag not in UNSEEN | PICTURES:
                self._write(element.text)
        elif event == "end":
            self._close(element)
            self._write(element.tail)
        else:
            self._write(element.tail)

    def end_line(self, *, gap: bool = False) -> None:
        """Finish the line, if anything is on it; with `gap`, an empty line precedes the next."""
        text = _collapsed("".join(self._parts)).strip(" ")
        self._parts.clear()
        if text:
            if self._wants_gap and self.lines:
                self.lines.append("")
            self.lines.append(self._indent() + self._mark + text)
            self._mark, self._wants_gap = "", False
            self.links += [Link(words, url, len(self.lines)) for words, url in self._anchors]
            self._anchors.clear()
        # Between an item's mark and its first paragraph there is no gap.
        self._wants_gap = self._wants_gap or (gap and not self._mark)

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS or tag in HEADINGS:
            # A list within an item goes on without an empty line.
            self.end_line(gap=not (tag in ("ol", "ul") and self._lists))
        if tag in ("ol", "ul", "menu"):
            self._lists.append(_list(element))
        elif tag in LINES:
            self.end_line()
            if tag == "li":
                self._open_item(element)
        elif tag in HEADINGS:
            self._mark = self._mark + HEADINGS[tag]
        elif tag == "br":
            self._break()
        elif tag in ("td", "th") and self._parts:
            self._parts.append("\t")
        self._verbatim += tag == "pre"
        self.pictures += tag in PICTURES

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self._note_link(element)
        if tag in BLOCKS or tag in HEADINGS:
            self.end_line(gap=not (tag in ("ol", "ul") and len(self._lists) > 1))
            if tag in HEADINGS:
                self._mark = ""
        if tag in ("ol", "ul", "menu"):
            self._lists.pop()
        elif tag in LINES:
            self.end_line()
            if tag == "li":
                self._indents.pop()
                self._mark, self._wants_gap = "", self._wants_gap and not self._lists
        self._verbatim -= tag == "pre"

    def _open_item(self, element: Any) -> None:
        mark = "- "
        if self._lists:
            numbering = self._lists[-1]
            numbering.number = _whole(element.get("value"), numbering.number)
            mark = list_mark(numbering.number, _style(numbering.element))
            numbering.number += numbering.step
        if element.get("id", "").startswith(NOTES):
            mark = f"[{mark.strip('. ')}] "
        self._mark = mark
        self._indents.append(" " * len(mark))

    def _indent(self) -> str:
        """Before a mark, that of the outer items; before a later line of an item, its own too."""
        is_item_start = bool(self._mark) and not self._mark.startswith("#")
        return "".join(self._indents[:-1] if is_item_start else self._indents)

    def _break(self) -> None:
        if self._mark.startswith("#"):
            self._parts.append(" ")
        else:
            self.end_line()

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if not self._verbatim:
            self._parts.append(text)
            return
        first, *rest = text.split("\n")
        self._parts.append(first)
        for line in rest:
            self.end_line()
            self._parts.append(line)

    def _note_link(self, element: Any) -> None:
        url = (element.get("href") or "").strip()
        words = _collapsed("".join(element.itertext())).strip()
        if words and url.lower().startswith(("http://", "https://")):
            self._anchors.append((words, url))


def _list(element: Any) -> _List:
    """Where the list's numbering begins and which way it goes; bullets have step 0."""
    if element.tag != "ol":
        return _List(element, 0, 0)
    if element.get("reversed") is None:
        return _List(element, _whole(element.get("start"), 1), 1)
    items = len(element.findall("li"))
    return _List(element, _whole(element.get("start"), items), -1)


def _style(element: Any) -> str:
    return (element.get("type") or "1") if element.tag == "ol" else "bullet"


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _collapsed(text: str) -> str:
    return SPACE.sub(" ", text)


def _notes(pictures: int) -> tuple[str, ...]:
    if not pictures:
        return ()
    note = ngettext(
        "%(count)s picture or other embedded object was not read.",
        "%(count)s pictures or other embedded objects were not read.",
        pictures,
    )
    return (note % {"count": pictures},)
