"""Preamble and headed sections."""

import pytest

from tracker.readers.statements import read_statement


def outline(text: str) -> list[tuple[str, int]]:
    """The headings, each with the number of paragraphs below; the preamble first, without one."""
    draft = read_statement(f"Title\n\n{text}")
    sections = [(section.heading, len(section.paragraphs)) for section in draft.sections]
    return [("", len(draft.preamble)), *sections]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Text.\n\nHeading\n\nText.\n\nText.", [("", 1), ("Heading", 2)]),
        ("Text.\nHeading\nText.", [("", 1), ("Heading", 1)]),
        ("Text.\n\nWhat now?\n\nText.", [("", 1), ("What now?", 1)]),
        ("Text.\n\n## Marked.\n\nText.", [("", 1), ("Marked.", 1)]),
        ("Text.\n\n## Marked", [("", 1), ("Marked", 0)]),
        ("Text.\n\nPart\n\nChapter\n\nText.", [("", 1), ("Part", 0), ("Chapter", 1)]),
        ("Text.\n\nOne\n\nTwo\n\nThree\n\nText.", [("", 5)]),
        ("Text.\n\nLast words", [("", 2)]),
        ("Text.\n\nLast words\n\nRead more", [("", 2)]),
        ("Text that stops with no stop " + "x" * 100 + "\n\nA line\n\nText.", [("", 3)]),
        ("1. One.\n2. Two.\n\nYours,\n\nAnna\nBen\nCarla", [("", 0), ("", 4)]),
        ("Text.\n\nA line\nof two lines\n\nText.", [("", 1), ("A line of two lines", 1)]),
        ("Text.\n\nA line\nof three\nlines\n\nText.", [("", 3)]),
        ("Text.\n\nThe causes are:\n- a\n- b\n\nText.\n\nText.\n\nText.", [("", 7)]),
        ("Text.\n\nWe demand:\n- a\n- b\n\nEnd.", [("", 1), ("We demand:", 0), ("", 1)]),
        ("1. One.\n2. Two.\n\nText.\n\nHeading\n\nText.", [("", 0), ("", 1), ("Heading", 1)]),
    ],
)
def test_read_sections(text: str, expected: list[tuple[str, int]]) -> None:
    assert outline(text) == expected


def test_read_sections_keeps_bullets_that_are_no_demands_as_printed() -> None:
    draft = read_statement("Title\n\nCauses:\n• a\n• b\n\nOne.\n\nTwo.\n\nThree.")

    assert draft.preamble == ("Causes:", "• a", "• b", "One.", "Two.", "Three.")
    assert {line.mark for line in draft.lines} == {""}
