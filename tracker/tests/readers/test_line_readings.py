"""The account of every line."""

from tracker.readers.statements import read_statement


def test_line_readings_name_the_role_and_mark_of_every_line() -> None:
    text = (
        "Before\nTitle\n===\n\n3 May 2022\n\nText.\n\n## Heading\n\nText\ngoes on.\n\n"
        "1. One: the slogan is:\n- Peace!\n2. Two.\n\n***\n\nRead more\nAfter"
    )

    draft = read_statement(text, from_line=2, to_line=20)

    assert [(line.number, line.role, line.mark) for line in draft.lines if line.text] == [
        (1, "outside", ""),
        (2, "title", ""),
        (3, "title", "==="),
        (5, "date", ""),
        (7, "preamble", ""),
        (9, "heading", "##"),
        (11, "paragraph", ""),
        (12, "paragraph", ""),
        (14, "clause", "1."),
        (15, "slogan", "-"),
        (16, "clause", "2."),
        (18, "unplaced", ""),
        (20, "after", ""),
        (21, "outside", ""),
    ]
    assert {line.role for line in draft.lines if not line.text} == {"blank"}
