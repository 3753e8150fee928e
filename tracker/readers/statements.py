"""A text read into the draft of a statement, for an editor to correct; nothing gets lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import ngettext

from tracker.readers.blocks import Block, make_blocks
from tracker.readers.clauses import read_clauses
from tracker.readers.doubts import find_doubts
from tracker.readers.drafts import Link, StatementDraft
from tracker.readers.errors import ReadError
from tracker.readers.heads import read_head
from tracker.readers.languages import detect_language
from tracker.readers.line_readings import line_readings, unplaced_parts
from tracker.readers.lines import Line, split_lines
from tracker.readers.links import find_links
from tracker.readers.outlines import make_outline
from tracker.readers.pointers import mark_after
from tracker.readers.sections import read_sections


def read_statement(
    text: str,
    *,
    from_line: int | None = None,
    to_line: int | None = None,
    links: Iterable[Link] = (),
) -> StatementDraft:
    """The draft of a statement from a text, or from some of its lines (from 1, both included).

    `links` are those that the file held beside its text. Every character that is not blank is in
    the title, date, preamble, a section, a clause, the `after` part, a line's mark, or `unplaced`.
    Raises ReadError for a range without text.
    """
    lines = split_lines(text)
    first = 1 if from_line is None else from_line
    last = len(lines) if to_line is None else to_line
    chosen = [line for line in lines if first <= line.number <= last]
    _require_text(chosen, len(lines))
    made = make_blocks(chosen)
    blocks = made.blocks
    head = read_head(blocks)
    mark_after(blocks)
    outline = make_outline(blocks)
    clauses = read_clauses(outline)
    _set_aside(blocks)
    preamble, sections = read_sections(blocks)
    return StatementDraft(
        title=head.title,
        date_as_printed=head.date.text if head.date else "",
        language=detect_language(" ".join(line.words for line in chosen)),
        preamble=preamble,
        sections=sections,
        clauses=tuple(clauses),
        after=tuple(block.text for block in blocks if block.role == "after"),
        links=find_links(chosen, links),
        lines=line_readings(lines, range(first, last + 1), blocks, head),
        unplaced=unplaced_parts(chosen, blocks, head),
        doubts=find_doubts(blocks, outline.lists),
    )


def statement_text(draft: StatementDraft) -> str:
    """The text as a revision stores it, up to its last clause and without the clauses.

    Paragraphs are divided by an empty line, headings begin with "## ". What follows the last
    clause is `closing_text`.
    """
    end = _end_of_clauses(draft)
    parts = [*draft.preamble]
    for section in draft.sections:
        if section.line < end:
            parts += _section_parts(section.heading, section.paragraphs)
    return "\n\n".join(parts)


def closing_text(draft: StatementDraft) -> str:
    """The text after the last clause, in the same form; empty where nothing follows it."""
    end = _end_of_clauses(draft)
    parts: list[str] = []
    for section in draft.sections:
        if section.line >= end:
            parts += _section_parts(section.heading, section.paragraphs)
    return "\n\n".join(parts)


def as_json(draft: StatementDraft) -> dict[str, Any]:
    """The draft as plain lists and dictionaries, as `read_statement --json` prints it.

    The preamble is the first section, without a heading. What comes after the statement counts as
    not placed here, since it has no part of its own.
    """
    sections = [(section.heading, section.paragraphs) for section in draft.sections]
    if draft.preamble:
        sections.insert(0, ("", draft.preamble))
    unplaced = [(part.line, part.text) for part in draft.unplaced]
    unplaced += [(line.number, line.text.strip()) for line in draft.lines if line.role == "after"]
    return {
        "title": draft.title,
        "date_as_printed": draft.date_as_printed,
        "language": draft.language,
        "clauses": [
            {"number": clause.number, "kind": clause.kind.value, "text": clause.text}
            for clause in draft.clauses
        ],
        "sections": [
            {"heading": heading, "paragraphs": list(paragraphs)} for heading, paragraphs in sections
        ],
        "unplaced": [{"line": line, "text": text} for line, text in sorted(unplaced)],
    }


def _require_text(chosen: Sequence[Line], count: int) -> None:
    if not any(line.words for line in chosen):
        raise ReadError(
            ngettext(
                "There is no text in these lines. The input has %(count)s line.",
                "There is no text in these lines. The input has %(count)s lines.",
                count,
            )
            % {"count": count}
        )


def _set_aside(blocks: Iterable[Block]) -> None:
    """Page numbers and rules belong to the paper, not to the text."""
    for block in blocks:
        if block.role is None and block.shape in ("page", "rule"):
            block.role = "unplaced"


def _end_of_clauses(draft: StatementDraft) -> int:
    """The last line of the last clause; beyond all lines if there are no clauses."""
    return max((clause.lines[1] for clause in draft.clauses), default=len(draft.lines) + 1)


def _section_parts(heading: str, paragraphs: Iterable[str]) -> list[str]:
    return [f"## {heading}", *paragraphs] if heading else [*paragraphs]
