"""Lines, with what cannot be seen taken out of the way."""

import pytest

from tracker.readers.lines import Line, is_blank, split_lines, wrap_width

WRAPPED = [
    "a line that was wrapped by hand",
    "as people do it in an e-mail, so",
    "that it ends early.",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_split_lines_takes_any_line_end(end: str) -> None:
    assert [line.raw for line in split_lines(f"a{end}{end}b{end}")] == ["a", "", "b", ""]


@pytest.mark.parametrize(
    "raw, words, indent",
    [
        ("  a\u00a0\t b ", "a b", 2),
        ("\ta", "a", 4),
        ("\u200b\ufeffa\u00adb\u202e", "ab", 0),
        ("\u00a0\u00a0a", "a", 2),
        ("\x0c\x07a", "a", 2),
        ("divi\u00ad", "divi\u00ad", 0),
        ("\u00ad", "", 0),
        ("می‌خواهیم", "می‌خواهیم", 0),
    ],
)
def test_split_lines_keeps_the_words(raw: str, words: str, indent: int) -> None:
    assert split_lines(raw) == [Line(1, raw, words, indent)]


@pytest.mark.parametrize("character", [" ", "\u00a0", "\t", "\u200b", "\u00ad", "\x07", "\u3000"])
def test_is_blank(character: str) -> None:
    assert is_blank(character)


@pytest.mark.parametrize("character", ["a", ".", "战", "\u200d"])
def test_is_blank_not(character: str) -> None:
    assert not is_blank(character)


@pytest.mark.parametrize(
    "texts, width",
    [
        ([], 0),
        (WRAPPED[:2], 0),
        (WRAPPED * 3, 32),
        ([*WRAPPED * 3, "", "https://example.org/" + "x" * 200, "below"], 32),
        (["short", "a line that is much longer than it", "no", "tiny", "word", "end"], 0),
        (["x" * 300] * 9, 0),
        ([*WRAPPED, ""] * 3, 32),
        (["alone", ""] * 9, 0),
    ],
)
def test_wrap_width_is_where_most_lines_end(texts: list[str], width: int) -> None:
    assert wrap_width(split_lines("\n".join(texts))) == width
