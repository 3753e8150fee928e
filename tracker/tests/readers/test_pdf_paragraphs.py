"""Printed lines put together again into paragraphs, from where they stand on paper."""

from itertools import count

import pytest

from tracker.readers.pdf_paragraphs import PrintedLine, paragraphs

SIZE, LEADING, WIDTH = 10.0, 12.0, 5.0  # of letters, of lines, of a letter
FULL = "X" * 80


def printed(
    *texts: str, gaps: dict[int, float] | None = None, **options: float
) -> list[PrintedLine]:
    """Lines below one another; before the given places the gap is wider. Indented by spaces."""
    lines: list[PrintedLine] = []
    top = 50.0
    for place, text in zip(count(), texts):
        top += LEADING + (gaps or {}).get(place, 0)
        size = options.get("size", SIZE)
        words = text.lstrip(" ")
        left = 50 + WIDTH * (len(text) - len(words))
        right = left + WIDTH * len(words)
        first_word = WIDTH * len(words.split(" ")[0])
        lines.append(PrintedLine(0, words, left, right, top, top + size, size, first_word))
    return lines


def joined(lines: list[PrintedLine]) -> list[str]:
    return paragraphs(lines)[0].split("\n\n")


def test_paragraphs_of_nothing() -> None:
    assert paragraphs([]) == ("", [])


def test_paragraphs_joins_lines_that_fill_the_page() -> None:
    lines = printed(f"A {FULL}", f"B {FULL}", "end.", f"C {FULL}", "end.")

    assert joined(lines) == [f"A {FULL} B {FULL} end.", f"C {FULL} end."]


def test_paragraphs_ends_one_where_the_next_word_would_have_fitted() -> None:
    assert joined(printed(FULL, "Short line", "Next line")) == [f"{FULL} Short line", "Next line"]


def test_paragraphs_goes_on_where_the_sentence_does() -> None:
    assert joined(printed(FULL, "It is not", "over.")) == [f"{FULL} It is not over."]


def test_paragraphs_goes_on_after_a_long_line_without_full_stop() -> None:
    assert joined(printed(FULL, "Long " * 12 + "it", "Is")) == [f"{FULL} {'Long ' * 12}it Is"]


def test_paragraphs_ends_one_at_a_wide_gap() -> None:
    lines = printed(FULL, FULL, FULL, FULL, f"Y{FULL[1:]}", gaps={4: 9})

    assert joined(lines)[-1] == f"Y{FULL[1:]}"


def test_paragraphs_begins_one_at_an_indent() -> None:
    first, second = f"{FULL[:-1]}.", f"    Y{FULL[5:]}"

    assert joined(printed(first, second)) == [first, second.strip()]


def test_paragraphs_begins_one_where_an_indent_ends() -> None:
    first, second = f"    {FULL[5:]}.", f"Y{FULL[1:]}"

    assert joined(printed(first, second)) == [first.strip(), second]


def test_paragraphs_keeps_items_with_hanging_lines() -> None:
    lines = printed(FULL, "1. One goes", "   On here", "2. Two", "• Three", "Other")

    assert joined(lines) == [FULL, "1. One goes On here", "2. Two", "• Three", "Other"]


def test_paragraphs_marks_larger_print_as_headings() -> None:
    title, more = printed("The Title of", "Two Lines", FULL, size=20.0)[:2], printed(*[FULL] * 3)
    heading = printed("A heading", size=14.0)
    long = printed("w " * 150, size=14.0)

    text = joined([*title, *more, *heading, *more, *long])

    assert text[0] == "# The Title of Two Lines"
    assert text[2] == "## A heading"
    assert text[-1] == ("w " * 150)


def test_paragraphs_goes_on_over_the_page() -> None:
    first, second = printed(FULL, FULL)
    second = PrintedLine(1, "next", 50, 70, 60, 70, SIZE, 20)
    heading = [PrintedLine(page, "Heading", 50, 90, 60, 80, 20.0, 40) for page in (2, 3)]

    assert joined([first, second, *heading]) == [f"{FULL} next", "# Heading", "# Heading"]


def test_paragraphs_joins_divided_words_only_when_sure() -> None:
    text, notes = paragraphs(
        printed(
            "Imperialists and self-rule. The imperi-",
            "alists fear self-",
            "rule and more-",
            "over it.",
        )
    )

    assert text == "Imperialists and self-rule. The imperialists fear self-rule and more-over it."
    assert notes == ["“more-over” was divided at the end of a line: does the hyphen belong to it?"]


def test_paragraphs_ends_one_with_the_page_and_a_full_stop() -> None:
    first, second = printed(f"{FULL}.", FULL)
    second = PrintedLine(1, second.text, 50, 450, 60, 70, SIZE, 400)

    assert joined([first, second]) == [first.text, second.text]


@pytest.mark.parametrize("page", [0, 1])
def test_paragraphs_of_two_columns_goes_from_one_to_the_next(page: int) -> None:
    lines = [
        PrintedLine(0, FULL, 50, 250, 700, 710, SIZE, 200),
        PrintedLine(page, "next column.", 300, 360, 50, 60, SIZE, 20),
    ]

    assert joined(lines) == [f"{FULL} next column."]
