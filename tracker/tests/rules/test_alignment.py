"""Cutting translations at the numbers of the clauses, and finding what a new wording changed."""

import pytest

from tracker.rules.alignment import Wording, changed_clauses, paragraphs_of, parts_of, side_by_side

CLAUSES = [("point-1", "1"), ("point-2", "2"), ("slogan-a", "a"), ("demand-1", "1")]


@pytest.mark.parametrize(
    "text, before, clauses, closing",
    [
        ("", "", {}, ""),
        ("Nur ein Satz.\n\nNoch einer.", "Nur ein Satz.\n\nNoch einer.", {}, ""),
        (
            "Davor.\n\n1. Eins.\nWeiter.\n\nAbsatz.\n\n2) Zwei.\n(a) Ruf\n1: Fordern\n---\nEnde.",
            "Davor.",
            {
                "point-1": "Eins.\nWeiter.\n\nAbsatz.",
                "point-2": "Zwei.",
                "slogan-a": "Ruf",
                "demand-1": "Fordern",
            },
            "Ende.",
        ),
        ("٢. اثنان\r\nA. نداء", "", {"point-2": "اثنان", "slogan-a": "نداء"}, ""),
        ("1.\nEins", "", {"point-1": "Eins"}, ""),
        ("---\n1. Eins\n3. Drei", "---", {"point-1": "Eins\n3. Drei"}, ""),
        ("In 2. Linie\n10. Zehn", "In 2. Linie\n10. Zehn", {}, ""),
    ],
)
def test_translation_is_cut_at_the_numbers_of_the_clauses(
    text: str, before: str, clauses: dict[str, str], closing: str
) -> None:
    parts = parts_of(text, CLAUSES)

    assert (parts.text, parts.clauses, parts.closing) == (before, clauses, closing)


def test_paragraphs_stand_for_each_other_where_there_are_as_many() -> None:
    assert paragraphs_of("## A\r\n\r\nB\nb\n\n\n\nC ") == ["## A", "B\nb", "C"]
    assert side_by_side("A\n\nB", "a\n\nb") == [("A", "a"), ("B", "b")]
    assert side_by_side("A\n\nB", "a") == [("A\n\nB", "a")]


def test_changed_and_new_clauses_are_told_apart() -> None:
    older = Wording("", (("point-1", "1", "One"), ("point-2", "2", "Two")))
    newer = Wording("", (("point-1", "1", "One"), ("point-2", "2", "2"), ("point-3", "3", "3")))

    assert changed_clauses(older, newer) == ({"point-2"}, {"point-3"})
