"""The links of a text: web addresses written out, and those that its file held beside the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tracker.readers.drafts import Link
from tracker.readers.lines import Line

MARKED_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
ADDRESS = re.compile(r"https?://[^\s<>\"“”«»()\[\]{}]+")
SENTENCE_ENDS = ".,;:!?…"


def find_links(lines: Sequence[Line], beside: Iterable[Link] = ()) -> tuple[Link, ...]:
    """The links on these lines in order, each address once per line."""
    numbers = {line.number for line in lines}
    found = [link for link in beside if link.line in numbers]
    for line in lines:
        if "://" in line.words:
            found += _written(line)
    once = {(link.line, link.url): link for link in reversed(found)}
    return tuple(sorted(once.values(), key=lambda link: (link.line, link.url)))


def _written(line: Line) -> list[Link]:
    found = [Link(words, url, line.number) for words, url in MARKED_LINK.findall(line.words)]
    rest = MARKED_LINK.sub(" ", line.words)
    addresses = (match.rstrip(SENTENCE_ENDS) for match in ADDRESS.findall(rest))
    return found + [Link(address, address, line.number) for address in addresses]
