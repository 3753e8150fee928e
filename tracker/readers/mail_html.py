"""The text of an HTML mail: visible words only, quotations marked by ">" as in a plain mail."""

from __future__ import annotations

import re
from typing import Any

UNSEEN = frozenset({"head", "script", "style", "template", "title", "object", "embed", "svg"})
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"}
    | {"main", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
# These stand apart by an empty line; the other blocks only begin a line.
APART = frozenset({"blockquote", "h1", "h2", "h3", "p", "table"})
CELLS = frozenset({"td", "th"})
SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
EMPTY_LINES = re.compile(r"(?:\n>*[ ]?){3,}")
EMPTY_END = re.compile(r"(?:\n>* ?)+\Z")
DEEPEST_QUOTE = 10


def html_text(markup: str) -> str:
    """The words of an HTML mail as lines; scripts, styles and pictures leave nothing."""
    writer = _Writer()
    for event, element in _steps(markup):
        writer.take(event, element)
    writer.end_line()
    return _tidy(writer.lines)


def _steps(markup: str) -> Any:
    # lxml is needed only while a mail is read: the site's idle memory stays small.
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    # Bytes, since lxml refuses a str that names an encoding; huge_tree, since without it the text
    # below 256 nested elements would be lost.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser) if markup.strip() else None
    if root is None:
        return
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in UNSEEN:
            walk.skip_subtree()
        yield event, element


class _Writer:
    """Collects lines while the elements go by."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.quoted = 0

    def take(self, event: str, element: Any) -> None:
        """Take note of one element's beginning or end, and of the text that follows it."""
        tag = element.tag
        if event == "start":
            self.begin(tag)
            if tag not in UNSEEN:
                self.add(element.text, keep=tag == "pre")
            return
        if event == "end":
            self.end(tag)
        self.add(element.tail)

    def begin(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_line()
            if tag in APART:
                self.lines.append(self.mark())
        if tag == "blockquote":
            self.quoted += 1
        if tag == "br":
            self.end_line(keep=True)
        if tag == "li":
            self.line = "- "
        if tag in CELLS and self.line.strip():
            self.line += " "

    def end(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_line()
        if tag == "blockquote":
            self.quoted -= 1
        if tag in APART:
            self.lines.append(self.mark())

    def add(self, text: str | None, *, keep: bool = False) -> None:
        if text and keep:
            *whole, last = text.split("\n")
            for line in whole:
                self.line += line
                self.end_line(keep=True)
            self.line += last
        elif text:
            words = SPACE.sub(" ", text)
            self.line += words if self.line else words.lstrip()

    def end_line(self, *, keep: bool = False) -> None:
        if self.line.strip() or keep:
            self.lines.append(f"{self.mark()}{self.line.rstrip()}".rstrip())
        self.line = ""

    def mark(self) -> str:
        return f"{'>' * min(self.quoted, DEEPEST_QUOTE)} " if self.quoted else ""


def _tidy(lines: list[str]) -> str:
    text = EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines))
    return EMPTY_END.sub("", text).strip("\n")
