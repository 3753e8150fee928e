"""Marks before parts of a text: what is one, what it says, and what is none."""

import pytest

from tracker.readers.numbering import (
    Mark,
    bullet_length,
    chinese_value,
    heading_span,
    read_marks,
    roman_value,
)


@pytest.mark.parametrize(
    "line, sort, number, value, rest",
    [
        ("1. Peace", "number", "1", 1, "Peace"),
        ("1.That", "number", "1", 1, "That"),
        ("12) Peace", "number", "12", 12, "Peace"),
        ("(3) Peace", "number", "3", 3, "Peace"),
        ("（3）和平", "number", "3", 3, "和平"),
        ("4.) Peace", "number", "4", 4, "Peace"),
        ("5 – Peace", "number", "5", 5, "Peace"),
        ("6: Peace", "number", "6", 6, "Peace"),
        ("7º Paz", "number", "7", 7, "Paz"),
        ("③ 和平", "number", "3", 3, "和平"),
        ("⑫和平", "number", "12", 12, "和平"),
        ("3️⃣ Peace", "number", "3", 3, "Peace"),
        ("§ 3 Peace", "number", "3", 3, "Peace"),
        ("§3. Peace", "number", "3", 3, "Peace"),
        ("3/ Paix", "number", "3", 3, "Paix"),
        ("3°/ Paix", "number", "3", 3, "Paix"),
        ("3.- Paz", "number", "3", 3, "Paz"),
        ("١. السلام", "number", "١", 1, "السلام"),
        ("1、和平", "number", "1", 1, "和平"),
        ("二十一、和平", "number", "二十一", 21, "和平"),
        ("（二）和平", "number", "二", 2, "和平"),
        ("8.", "number", "8", 8, ""),
        ("1.2 Peace", "decimal", "1.2", 2, "Peace"),
        ("1.2.3. Peace", "decimal", "1.2.3", 3, "Peace"),
        ("b) Peace", "letter", "b", 2, "Peace"),
        ("(b) Peace", "letter", "b", 2, "Peace"),
        ("B. Peace", "letter", "B", 2, "Peace"),
        ("б) Мир", "letter", "б", 2, "Мир"),
        ("나. 평화", "letter", "나", 2, "평화"),
        ("ب) السلام", "letter", "ب", 2, "السلام"),
        ("xii) Peace", "roman", "xii", 12, "Peace"),
        ("IV – Peace", "roman", "IV", 4, "Peace"),
        ("Article 3", "part", "3", 3, ""),
        ("Article 3. Peace", "part", "3", 3, "Peace"),
        ("ARTICLE IV: Peace", "part", "IV", 4, "Peace"),
        ("Point one: Peace", "part", "1", 1, "Peace"),
        ("Article 3 Everybody", "part", "3", 3, "Everybody"),
        ("Artículo nº 2. Paz", "part", "2", 2, "Paz"),
        ("Статья 2. Мир", "part", "2", 2, "Мир"),
        ("المادة 2: السلام", "part", "2", 2, "السلام"),
        ("第二条 和平", "part", "2", 2, "和平"),
        ("第12条、平和", "part", "12", 12, "平和"),
        ("제2조 평화", "part", "2", 2, "평화"),
        ("SEGUNDO.- Paz", "ordinal", "2", 2, "SEGUNDO.- Paz"),
        ("First, peace", "ordinal", "1", 1, "First, peace"),
        ("Zweitens: Frieden", "ordinal", "2", 2, "Zweitens: Frieden"),
        ("Во-первых, мир", "ordinal", "1", 1, "Во-первых, мир"),
        ("셋째, 평화", "ordinal", "3", 3, "셋째, 평화"),
        ("第三，和平", "ordinal", "3", 3, "第三，和平"),
        ("第二に、平和", "ordinal", "2", 2, "第二に、平和"),
    ],
)
def test_read_marks_reads(line: str, sort: str, number: str, value: int, rest: str) -> None:
    mark = read_marks(line)[0]

    assert (mark.sort, mark.number, mark.value) == (sort, number, value)
    assert line[mark.length :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1",
        "1914. The war",
        "10:30 o'clock",
        "30.01.2022",
        "word",
        "and) so",
        "U.S. policy",
        "I think",
        "Article 19 of the charter",
        "Article of faith",
        "Article iiii.",
        "First we take",
        "Firstly-born",
        "1st place",
        "1/2 of it",
        "§ 218",
        "First.We take",
        "[1] note",
    ],
)
def test_read_marks_finds_none(line: str) -> None:
    assert read_marks(line) == ()


def test_read_marks_gives_every_reading_of_a_letter() -> None:
    assert read_marks("(i) Peace") == (
        Mark("letter", "alower()", "i", 9, 4),
        Mark("roman", "romanlower()", "i", 1, 4),
    )


def test_read_marks_tells_styles_apart() -> None:
    lines = ["1. x", "1) x", "(1) x", "a) x", "A) x", "i. x", "①x", "1.1 x", "Point 1: x"]

    styles = [mark.style for line in lines for mark in read_marks(line)]

    assert len(set(styles)) == len(styles)


@pytest.mark.parametrize(
    "line, rest",
    [
        ("- x", "x"),
        ("•x", "x"),
        ("– x", "x"),
        ("*  x", "x"),
        ("● x", "x"),
        ("👉 x", "x"),
        ("▶️ x", "x"),
        ("-", None),
    ],
)
def test_bullet_length(line: str, rest: str | None) -> None:
    length = bullet_length(line)

    assert (line[length:] if length else None) == rest


@pytest.mark.parametrize("line", ["-x", "*x*", "**x**", "+1", "x - y", "–2"])
def test_bullet_length_of_no_bullet(line: str) -> None:
    assert bullet_length(line) == 0


@pytest.mark.parametrize(
    "line, level, words",
    [
        ("# One", 1, "One"),
        ("### One ##", 3, "One"),
        ("**One**", 3, "One"),
        ("__One two__:", 3, "One two"),
    ],
)
def test_heading_span(line: str, level: int, words: str) -> None:
    span = heading_span(line)

    assert span is not None
    assert (span[0], line[span[1] : span[2]]) == (level, words)


@pytest.mark.parametrize(
    "line", ["#One", "#", "####### One", "**One** and **two**", "*One*", "One"]
)
def test_heading_span_of_no_heading(line: str) -> None:
    assert heading_span(line) is None


@pytest.mark.parametrize("text", ["IC", "IIII", "word", "", "vx", "mmmmm"])
def test_roman_value_of_what_nobody_writes_is_zero(text: str) -> None:
    assert roman_value(text) == 0


@pytest.mark.parametrize(
    "text, value", [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百二十三", 123), ("", 0)]
)
def test_chinese_value(text: str, value: int) -> None:
    assert chinese_value(text) == value
