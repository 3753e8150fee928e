"""What looks like a title or a heading."""

import pytest

from tracker.readers.headings import is_heading_like, is_title_like, width


@pytest.mark.parametrize(
    "text",
    [
        "Stop the war!",
        "What now?",
        "A declaration: the rivers and us",
        "反对战争的声明",
        "x " * 120 + "x",
    ],
)
def test_is_title_like(text: str) -> None:
    assert is_title_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are many.",
        "We demand:",
        "Dear friends,",
        "We call on the",
        "2022",
        "x" * 251,
        "战" * 126,
    ],
)
def test_is_title_like_not(text: str) -> None:
    assert not is_title_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "A closed well",
        "Who drinks?",
        "Why? Because we can",
        "우리의 요구",
        "We demand:",
        "Our slogans:",
    ],
)
def test_is_heading_like(text: str) -> None:
    is_question_inside = text.startswith("Why?")

    assert is_heading_like(text) is not is_question_inside


@pytest.mark.parametrize(
    "text",
    [
        "A sentence.",
        "Peace now!",
        "We say the following:",
        "We demand " + "very " * 12 + "much:",
        "One sentence. And another",
        "This stands for the",
        "x" * 111,
        "x" * 110 + "?",
        "战" * 56,
        "1917",
        "",
    ],
)
def test_is_heading_like_not(text: str) -> None:
    assert not is_heading_like(text)


def test_width_counts_wide_letters_twice() -> None:
    assert (width("abc"), width("战争"), width("战" * 300)) == (3, 4, 300)
