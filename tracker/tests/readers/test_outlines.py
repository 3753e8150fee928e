"""How lists lie: headings with numbers, lists in lists."""

import pytest

from tracker.readers.statements import read_statement


def clauses(text: str) -> list[tuple[str, str]]:
    return [(clause.number, clause.parent) for clause in read_statement(text).clauses]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1. A:\na) x\nb) y\n2. B:\na) z\nb) w",
         [("1", ""), ("1.a", "1"), ("1.b", "1"), ("2", ""), ("2.a", "2"), ("2.b", "2")]),
        ("1. A\n2. B:\na) x\nb) y", [("1", ""), ("2", ""), ("2.a", "2"), ("2.b", "2")]),
        ("1. A\n2. B\n  a) x\n  b) y", [("1", ""), ("2", ""), ("2.a", "2"), ("2.b", "2")]),
        ("1. A\n2. B\na) x\nb) y", [("1", ""), ("2", ""), ("a", ""), ("b", "")]),
        ("1. A\n2. B:\n\nText.\n\na) x\nb) y", [("1", ""), ("2", ""), ("a", ""), ("b", "")]),
        ("1. A\n1.1 x\n1.2 y\n2. B\n2.1 z\n2.2 w",
         [("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("2.1", "2"), ("2.2", "2")]),
        ("Article 1\n1. x\n2. y\nArticle 2\n1. z\n2. w",
         [("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("2.1", "2"), ("2.2", "2")]),
        ("1. A\na) x\ni. p\nii. q\nb) y\n2. B",
         [("1", ""), ("1.a", "1"), ("1.a.i", "1.a"), ("1.a.ii", "1.a"), ("1.b", "1"), ("2", "")]),
        ("1. A\na) x\n2. B\nb) y", [("1", ""), ("a", ""), ("2", ""), ("b", "")]),
        ("1. A.\n2. B.\n\nMore.\n\n1. C.\n2. D.",
         [("1", ""), ("2", ""), ("2-1", ""), ("2-2", "")]),
    ],
)  # fmt: skip
def test_make_outline_finds_lists_in_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert clauses(f"T\n\nWe agree.\n\n{text}") == expected


def test_make_outline_takes_numbered_titles_above_texts_for_headings() -> None:
    draft = read_statement(
        "T\n\nI. Intro\n\nText one.\n\nII. The im-\nperial crisis\n\nText two. Imperial.\n\n"
        "III. Demands\n\n1. Peace.\n2. Bread."
    )

    assert [section.heading for section in draft.sections] == [
        "I. Intro",
        "II. The imperial crisis",
        "III. Demands",
    ]
    assert [clause.number for clause in draft.clauses] == ["1", "2"]
    assert draft.lines[6].mark == "-"


@pytest.mark.parametrize(
    "text",
    [
        "1. Peace\n\nIt is needed.\n\n2. Bread\n\nIt is needed too.",
        "I. Peace.\n\nIt is needed.\n\nII. Bread.\n\nIt is needed too.",
        "I. Peace\n\nII. Bread",
        "I. Peace\n\nIt is needed.\n\nII. Bread",
        "Article I. Peace\n\nIt is.\n\nSo.\n\nArticle II. Bread\n\nIt is.\n\nSo.",
    ],
)
def test_make_outline_leaves_numbered_points(text: str) -> None:
    draft = read_statement(f"T\n\nWe agree.\n\n{text}")

    assert len(draft.clauses) == 2
    assert draft.sections == ()


def test_make_outline_takes_arabic_titles_above_long_sections_for_headings() -> None:
    draft = read_statement(
        "T\n\n1. Peace\n\nIt is needed.\n\nVery much.\n\n2. Bread\n\nIt is too.\n\nVery much."
    )

    assert [section.heading for section in draft.sections] == ["1. Peace", "2. Bread"]
    assert draft.clauses == ()
