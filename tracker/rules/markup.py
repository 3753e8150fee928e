"""A wording as HTML: paragraphs, headings and lists, and nothing that a browser would run."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt

HEADING = re.compile(r"^##[^\S\n]+(.+)$", re.MULTILINE)
TAGS = {"a", "blockquote", "br", "em", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

# HTML stays text, and so does what a text could contain by accident: indented lines, headings.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["html_block", "html_inline", "code", "fence", "image", "lheading", "reference"]
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a wording: its heading and anchor ("" before the first heading) and its HTML."""

    title: str
    anchor: str
    html: str


def sections_of(text: str) -> list[Section]:
    """The wording cut at its headings (lines that begin with ##), each part as safe HTML."""
    before, *rest = HEADING.split(text.replace("\r\n", "\n"))
    sections = [Section("", "", safe_html(before))] if before.strip() else []
    titles, bodies = rest[::2], rest[1::2]
    for number, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1):
        sections.append(Section(title.strip(), f"section-{number}", safe_html(body)))
    return sections


def safe_html(text: str) -> str:
    """Plain text with paragraphs, lists, emphasis and links, as HTML; typed HTML stays text."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
