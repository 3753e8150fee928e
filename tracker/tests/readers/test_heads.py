"""Titles and dates at the head of texts."""

import pytest

from tracker.readers.drafts import Unplaced
from tracker.readers.statements import read_statement


@pytest.mark.parametrize(
    "text, title, date",
    [
        ("A title\n\nText.", "A title", ""),
        ("A title\n\n30th January 2022\n\nText.", "A title", "30th January 2022"),
        ("14 October 2022\n\nA title\n\nText.", "A title", "14 October 2022"),
        ("Paris, 14 October 2022\n\nA title\n\nText.", "A title", "14 October 2022"),
        ("14 October 2022\n\nText begins.", "", "14 October 2022"),
        ("14 October 2022", "", "14 October 2022"),
        ("Call of 14 October 2022\n\nText.", "Call of 14 October 2022", "14 October 2022"),
        ("Text begins.\n\nIt goes on.", "", ""),
        ("We demand:\n\n- one\n- two", "", ""),
        ("# A title\n\nText.", "A title", ""),
        ("## A title\n\n## Heading\n\nText.", "A title", ""),
        ("Menu\n\nHome\n\n# A title\n\nText and more.", "A title", ""),
        ("- Home\n- About\n\nA title\n\nText.", "A title", ""),
        ("- Peace\n- Bread\n\nForward!", "", ""),
        ("- Peace\n- Bread\n\nWe sign.\n\nMore.", "", ""),
        ("A title\n\nText. " + "More. " * 20 + "\n\n# Annex\n\n" + "x. " * 99, "A title", ""),
        ("A title\n\nText here.\n\n# Annex\n\nEnd.", "A title", ""),
        ("# One\n\nText.\n\n# Two\n\nText.", "One", ""),
        ("Text.\n\n# One\n\nText.\n\n# Two\n\nText.", "", ""),
        ("12\n\nA title\n\nText.", "A title", ""),
        ("Text begins.\n\n" + "And on.\n\n" * 9 + "Berlin, 3. März 2023", "", "3. März 2023"),
        ("A title\n\nText.\n\nParis, 14 October 2022\n\nA.\n\n3 May 2023", "A title",
         "14 October 2022"),
        ("1. One.\n2. Two.", "", ""),
        ("* * *", "", ""),
    ],
)  # fmt: skip
def test_read_head_finds_title_and_date(text: str, title: str, date: str) -> None:
    draft = read_statement(text)

    assert (draft.title, draft.date_as_printed) == (title, date)


def test_read_head_leaves_what_stands_above_a_marked_title_unplaced() -> None:
    draft = read_statement(
        "Menu\n\n3 May 2023\n\nHome.\n\n# A title\n\nText and ever so much more."
    )

    assert draft.unplaced == (Unplaced(1, "Menu"), Unplaced(5, "Home."))
    assert draft.date_as_printed == "3 May 2023"
    assert draft.preamble == ("Text and ever so much more.",)


def test_read_head_leaves_what_stands_beside_the_date_unplaced() -> None:
    draft = read_statement("A title\n\nParis, 14 October 2022 (Press Office)\n\nText.")

    assert draft.unplaced == (Unplaced(3, "Paris,"), Unplaced(3, "(Press Office)"))


def test_read_head_takes_signs_beside_the_date_for_marks() -> None:
    draft = read_statement("A title\n\n(14 October 2022).\n\nText.")

    assert draft.unplaced == ()
    assert draft.lines[2].mark == "( )."
    assert [line.role for line in draft.lines] == [
        "title",
        "blank",
        "date",
        "blank",
        "preamble",
    ]
