"""The numbers that Word prints before list items, counted from what the document describes."""

from typing import Any

import pytest
from lxml import etree

from tracker.readers.docx_numbers import (
    Counters,
    list_place,
    read_numberings,
    read_style_numbers,
    whole,
)
from tracker.tests.readers.samples import numbering, paragraph, word_part


def counters(*levels: tuple[str, str], numbers: str = "") -> Counters:
    return Counters(read_numberings(etree.fromstring(numbering(*levels, numbers=numbers))))


def element(inner: str) -> Any:
    return etree.fromstring(word_part("x", inner))


def test_label_counts_and_prints_as_described() -> None:
    lists = counters(("decimal", "Article %1."), ("lowerLetter", "(%2)"), ("bullet", "o"))
    places = [0, 1, 1, 2, 0, 1]

    labels = [lists.label("1", level) for level in places]

    assert labels == ["Article 1.", "(a)", "(b)", "-", "Article 2.", "(a)"]


@pytest.mark.parametrize(
    "shape, expected",
    [("upperRoman", "III)"), ("upperLetter", "C)"), ("lowerRoman", "iii)"), ("ordinal", "3)")],
)
def test_label_writes_numbers_in_the_style_of_the_list(shape: str, expected: str) -> None:
    lists = counters((shape, "%1)"))

    assert [lists.label("1", 0) for _item in range(3)][-1] == expected


def test_label_names_outer_levels_too() -> None:
    lists = counters(("decimal", "%1."), ("decimal", "%1.%2"))

    assert [lists.label("1", level) for level in (0, 1, 1, 0, 1)] == [
        "1.",
        "1.1",
        "1.2",
        "2.",
        "2.1",
    ]


def test_label_of_an_inner_level_alone_takes_the_outer_start() -> None:
    lists = counters(("decimal", "%1."), ("decimal", "%1.%2.%9"))

    assert lists.label("1", 1) == "1.1.1"


def test_label_is_empty_for_lists_and_levels_that_are_not_described() -> None:
    lists = counters(("decimal", "%1."))

    assert [lists.label("9", 0), lists.label("1", 5), lists.label("1", 0)] == ["", "", "1."]


def test_label_goes_on_in_a_list_of_the_same_shape_unless_it_restarts() -> None:
    same = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    lists = counters(("decimal", "%1."), numbers=same + anew)

    labels = [lists.label(number, 0) for number in ("1", "2", "3", "3", "1")]

    assert labels == ["1.", "2.", "5.", "6.", "7."]


def test_label_follows_an_overridden_level() -> None:
    other = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:lvlText w:val="§%1"/></w:lvl>'
        "</w:lvlOverride></w:num>"
    )

    assert counters(("decimal", "%1."), numbers=other).label("2", 0) == "§4"


def test_read_numberings_of_incomplete_parts() -> None:
    lists = counters(numbers='<w:num w:numId="2"/>')

    assert lists.label("2", 0) == ""
    assert read_numberings(None) == {}


def test_label_of_a_level_without_text_is_empty() -> None:
    shape = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"/></w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'

    assert Counters(read_numberings(element(shape + number))).label("1", 0) == ""


def test_read_style_numbers_follows_inheritance() -> None:
    listed = element(paragraph("", numbering="4", level=1))[0][0]
    properties = etree.tostring(listed).decode()
    styles = element(
        f'<w:style w:styleId="base">{properties}</w:style>'
        '<w:style w:styleId="child"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="plain"/>'
        '<w:style w:styleId="lost"><w:basedOn w:val="gone"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )

    assert read_style_numbers(styles) == {"base": ("4", 1), "child": ("4", 1)}
    assert read_style_numbers(None) == {}


def test_list_place_is_none_without_a_list() -> None:
    assert list_place(None) is None
    assert list_place(element("")) is None
    assert list_place(element('<w:numPr><w:ilvl w:val="1"/></w:numPr>')) is None
    assert list_place(element('<w:numPr><w:numId w:val="3"/></w:numPr>')) == ("3", 0)


@pytest.mark.parametrize("value, expected", [("12", 12), ("x", 7), ("", 7), ("-1", 7)])
def test_whole_falls_back_on_what_is_no_number(value: str, expected: int) -> None:
    assert whole(element(f'<w:start w:val="{value}"/>')[0], 7) == expected
    assert whole(None, 7) == 7
