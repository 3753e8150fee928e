"""Points, demands and slogans, with what belongs to each."""

import pytest

from tracker.readers.drafts import Unplaced
from tracker.readers.statements import read_statement


def clauses(text: str) -> list[tuple[str, str, str]]:
    draft = read_statement(f"Title\n\nWe agree on this.\n\n{text}")
    return [(clause.kind.value, clause.number, clause.text) for clause in draft.clauses]


def points(*texts: str) -> list[tuple[str, str, str]]:
    return [("point", str(number), text) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1. One.\n\nMore of one.\n\n2. Two.", points("One.\n\nMore of one.", "Two.")),
        ("1. One:\n- a\n- b\n2. Two.", points("One:\n- a\n- b", "Two.")),
        ("1. One.\n\n   More.\n2. Two.\n\n   More.", points("One.\n\nMore.", "Two.\n\nMore.")),
        ("1. One.\n2. Two.\n  - a\n  - b", points("One.", "Two.\n- a\n- b")),
        ("1. One.\n2. Two:\n\nIt is this.\n\nEnd.", points("One.", "Two:\n\nIt is this.")),
        ("1. One.\n\nSo.\n\nYes.\n\n2. Two.\n\nNo.\n\nBut.\n\nEnd.",
         points("One.\n\nSo.\n\nYes.", "Two.\n\nNo.\n\nBut.")),
        ("1. One.\n2. Two.\n\nClosing words.", points("One.", "Two.")),
        ("1. One.\n\n## Heading\n\nText.\n\n2. Two.", points("One.", "Two.")),
        ("1. One.\n\nA short heading\n\nText.\n\n2. Two.", points("One.", "Two.")),
        ("1. One.\n\n* * *\n\n2. Two.", points("One.", "Two.")),
        ("1.\n\nOne.\n\n2.\n\nTwo.", points("One.", "Two.")),
        ("1. One:\n\n## Heading\n\nText.", points("One:")),
    ],
)  # fmt: skip
def test_read_clauses_gives_points_what_belongs_to_them(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("- a\n- b", [("demand", "1", "a"), ("demand", "2", "b")]),
        ("- a\n\n12\n\n- b", [("demand", "1", "a"), ("demand", "2", "b")]),
        ("Our demands\n\n• x\n\nMore.\n\nMore.\n\nMore.", [("demand", "1", "x")]),
        ("We demand:\n- x\n\nMore text. " + "Long. " * 100, [("demand", "1", "x")]),
        ("- x\n\n12\n\nForward!", [("demand", "1", "x")]),
        ("Our slogans:\n- a\n- b", [("slogan", "1", "a"), ("slogan", "2", "b")]),
        ("- a\n- b\n\nForward!\n\nParis, in May.", [("demand", "1", "a"), ("demand", "2", "b")]),
        ("The causes are:\n- a\n- b\n\nOne.\n\nTwo.\n\nThree.", []),
        ("- a\n- b\n\n" + "Long. " * 100, []),
        ("- a\n\n## Heading\n\nMore.", []),
        ("1. One.\n2. Two.\n\nRelated\n- a\n- b", points("One.", "Two.")),
        ("1. One.\n2. Two.\n\nSo:\n- a!\n- b!",
         [*points("One.", "Two."), ("demand", "1", "a!"), ("demand", "2", "b!")]),
        ("1. One.\n2. Two.\n\nWe demand:\n- a\n- b",
         [*points("One.", "Two."), ("demand", "1", "a"), ("demand", "2", "b")]),
    ],
)  # fmt: skip
def test_read_clauses_finds_demands_among_bullets(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert clauses(text) == expected


def test_read_clauses_of_bullets_alone() -> None:
    assert [clause.text for clause in read_statement("- a\n- b").clauses] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "1. One.\n2. The slogans are:\n- Peace!\n- Bread!",
        "1. One.\n2. The slogans are: Peace! Bread!",
        "1. One.\n2. The slogans are:\n\nPeace!\n\nBread!\n\nClosing words.",
    ],
)
def test_read_clauses_sets_slogans_beside_their_point(text: str) -> None:
    draft = read_statement(f"Title\n\nWe agree on this.\n\n{text}")

    assert [(one.kind.value, one.number, one.parent) for one in draft.clauses] == [
        ("point", "1", ""),
        ("point", "2", ""),
        ("slogan", "2.1", "2"),
        ("slogan", "2.2", "2"),
    ]
    assert [one.text for one in draft.clauses[2:]] == ["Peace!", "Bread!"]


def test_read_clauses_keeps_listed_slogans_out_of_the_points_text() -> None:
    draft = read_statement("T\n\nWe agree.\n\n1. The slogans are:\n- Peace!\n\nSo.\n\n2. Two.")

    assert draft.clauses[0].text == "The slogans are:\n\nSo."
    assert draft.clauses[0].lines == (5, 8)
    assert (draft.clauses[1].lines, draft.clauses[1].mark) == ((6, 6), "-")
    assert [line.role for line in draft.lines[4:8]] == ["clause", "slogan", "blank", "clause"]


def test_read_clauses_leaves_a_number_without_text_unplaced() -> None:
    draft = read_statement("T\n\nWe agree.\n\n1. One.\n2. Two.\n3.")

    assert [clause.number for clause in draft.clauses] == ["1", "2"]
    assert draft.unplaced == (Unplaced(7, "3."),)
    assert draft.lines[6].mark == ""


def test_read_clauses_gives_a_repeated_number_a_letter() -> None:
    assert [number for _kind, number, _text in clauses("1. A.\n2. B.\n2. C.\n3. D.")] == [
        "1",
        "2",
        "2b",
        "3",
    ]
