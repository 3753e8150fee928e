"""Where the article lies on a web page."""

from unittest.mock import Mock

import pytest
import trafilatura

from tracker.readers.main_texts import LONGEST_PAGE, main_lines
from tracker.readers.webpages import page_text

PARAGRAPHS = [
    f"<p>Paragraph {number} of the article, which says at some length what the rivers need and "
    "why nobody gives it to them, so that it is long enough to be seen as a text.</p>"
    for number in ("one", "two", "three", "four")
]


def test_main_lines_leaves_menus_and_footers_outside() -> None:
    markup = (
        "<html><body><nav><ul><li><a href='/'>Home page of the league</a></li></ul></nav>"
        f"<article><h1>The Harbour Declaration</h1>{''.join(PARAGRAPHS)}"
        "<ul><li>Free us!</li></ul></article>"
        "<footer><p>Imprint and privacy policy</p></footer></body></html>"
    )
    text = page_text(markup).text
    lines = text.split("\n")

    main = main_lines(markup, text)

    assert main is not None
    assert lines[main[0] - 1] == "# The Harbour Declaration"
    assert lines[main[1] - 1] == "- Free us!"


def test_main_lines_of_an_article_alone_are_all() -> None:
    markup = f"<html><body><article>{''.join(PARAGRAPHS)}</article></body></html>"
    text = page_text(markup).text

    assert main_lines(markup, text) == (1, len(text.split("\n")))


def test_main_lines_of_a_very_long_page_is_none() -> None:
    assert main_lines("".join(PARAGRAPHS) + " " * LONGEST_PAGE, "") is None


def test_main_lines_is_none_where_the_search_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trafilatura, "extract", Mock(side_effect=RecursionError))

    assert main_lines("".join(PARAGRAPHS), "") is None


def test_main_lines_of_a_page_without_text_is_none(caplog: pytest.LogCaptureFixture) -> None:
    assert main_lines("<html><body></body></html>", "") is None
    assert caplog.text == ""
