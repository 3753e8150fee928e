"""What a person should look at in a reading."""

from tracker.readers.drafts import Doubt
from tracker.readers.statements import read_statement


def test_find_doubts_names_numbers_that_jump_or_repeat() -> None:
    doubts = read_statement("T\n\nWe agree.\n\n1. A.\n3. B.\n3. C.\n4. D.").doubts

    assert doubts == (
        Doubt(6, "The numbers go from 1 to 3 here: is a part missing?"),
        Doubt(7, "Number 3 comes twice."),
    )


def test_find_doubts_names_numbers_that_start_anew() -> None:
    text = "T\n\nWe agree.\n\n1. A\na) x\nb) y\n2. B\na) z\nb) w\n\nMore.\n\n1. C.\n2. D."

    assert read_statement(text).doubts == (
        Doubt(14, "The numbers start anew here. To keep them apart, “2-” was put before them."),
    )


def test_find_doubts_names_words_that_may_be_divided() -> None:
    doubts = read_statement("T\n\nIt was never-\nseen before.").doubts

    assert doubts == (
        Doubt(3, "“never-seen” was divided at the end of a line: does the hyphen belong to it?"),
    )


def test_find_doubts_of_a_plain_text_finds_none() -> None:
    assert read_statement("T\n\nWe agree.\n\n1. A.\n2. B.").doubts == ()
