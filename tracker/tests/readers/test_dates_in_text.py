"""Dates as people print them."""

import pytest

from tracker.readers.dates_in_text import date_of_line, find_date, is_only_date


@pytest.mark.parametrize(
    "text, edtf",
    [
        ("30th January 2022", "2022-01-30"),
        ("9 July 1955", "1955-07-09"),
        ("January 30, 2022", "2022-01-30"),
        ("Jan. 30th 2022", "2022-01-30"),
        ("Friday, 14 October 2022", "2022-10-14"),
        ("February 2023", "2023-02"),
        ("30 de enero de 2022", "2022-01-30"),
        ("outubro de 2022", "2022-10"),
        ("1er mai 2022", "2022-05-01"),
        ("30. Januar 2022", "2022-01-30"),
        ("30 января 2022 г.", "2022-01-30"),
        ("30 січня 2022 року", "2022-01-30"),
        ("2022년 1월 30일", "2022-01-30"),
        ("2022年1月30日", "2022-01-30"),
        ("2022年1月", "2022-01"),
        ("2022-01-30", "2022-01-30"),
        ("30.1.2022", "2022-01-30"),
        ("30/1/2022", "2022-01-30"),
        ("1/30/2022", "2022-01-30"),
        ("4/4/2022", "2022-04-04"),
        ("3/4/2022", ""),
        ("31 February 2022", ""),
        ("13.13.2022", ""),
        ("14 NİSAN 2022", ""),
    ],
)
def test_find_date_reads_the_whole_of_a_date(text: str, edtf: str) -> None:
    date = find_date(f"Paris, {text}!")

    assert date is not None
    assert (date.text, date.edtf) == (text, edtf)
    assert (date.start, date.end) == (7, 7 + len(text))
    assert is_only_date(f"({text})")


@pytest.mark.parametrize(
    "text",
    ["", "2022", "in may 2 people", "the 1917 revolution", "1200-01-01", "12022-01-30", "x" * 500],
)
def test_find_date_finds_none(text: str) -> None:
    assert find_date(text) is None
    assert not is_only_date(text)


@pytest.mark.parametrize(
    "line",
    [
        "14 October 2022",
        "Paris, 14 October 2022.",
        "Adopted in Paris on 14 October 2022",
        "3 March 2020 | by Somebody | News",
        "*3 March 2020*",
        "Adopted by the Assembly of the League in Bath on 14 October 2022",
        "Verabschiedet von der Versammlung der Liga am 14. Oktober 2022",
    ],
)
def test_date_of_line(line: str) -> None:
    assert date_of_line(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "We met on 14 October 2022 in Paris.",
        "Adopted " + "by many " * 5 + "on 14 October 2022",
        "It was long ago and far away, 14 October 2022",
        "14 October 2022 | " + "x" * 70,
        "word " * 30 + "14 October 2022",
        "No date at all",
    ],
)
def test_date_of_line_of_a_sentence_is_none(line: str) -> None:
    assert date_of_line(line) is None
