"""The plain values that a text is read into: a draft of a statement for an editor to correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.choices import ClauseKind

Role = Literal[
    "title", "date", "preamble", "heading", "paragraph", "clause", "slogan",
    "after", "unplaced", "blank", "outside",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: the words that carry it, its address, and the line it stands on."""

    words: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered part: its number as printed ("4", "IV", "b") or, where none is, counted by us.

    `lines` are its first and last line; `mark` is what stood before the text ("4.", "Article 4",
    "-"). A part of another clause (an item within a point, a slogan of it) names that clause's
    number as `parent`. Slogans repeat words that their point holds too, unless `mark` is set.
    """

    number: str
    kind: ClauseKind
    text: str
    lines: tuple[int, int]
    parent: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs below it; without heading, text that goes on after clauses."""

    heading: str
    paragraphs: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Characters of one line that belong to no part of the draft."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line of the input and what it was taken for.

    `mark` holds characters that were understood but are in no text: the "4." of a point, the "##"
    of a heading, a hyphen that only divided a word.
    """

    number: int
    text: str
    role: Role
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: the line, and in words why."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement as read. What could not be placed is in `unplaced`, never lost.

    `after` holds what follows the statement (pointers to websites, lists of who signed).
    """

    title: str
    date_as_printed: str
    language: str
    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    after: tuple[str, ...]
    links: tuple[Link, ...]
    lines: tuple[LineReading, ...]
    unplaced: tuple[Unplaced, ...]
    doubts: tuple[Doubt, ...]
