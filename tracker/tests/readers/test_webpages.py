"""Web pages as text: every visible word, with the marks of headings and lists."""

import pytest

from tracker.readers.drafts import Link
from tracker.readers.errors import ReadError
from tracker.readers.webpages import page_text


def lines(markup: str) -> list[str]:
    return page_text(markup).text.split("\n")


def test_page_text_divides_blocks_and_collapses_space() -> None:
    markup = "<body><h1>A\n <i>title</i></h1><p>One\n  para<b>graph</b>.</p><div>Two</div>three"

    assert lines(markup) == ["# A title", "", "One paragraph.", "", "Two", "", "three"]


def test_page_text_keeps_everything_that_is_shown() -> None:
    markup = (
        "<nav>Menu</nav><main>Text</main><aside>Side</aside><footer>Foot</footer>"
        "<noscript>No script</noscript><p hidden>Hidden</p><!-- no -->tail<?no pi?>end"
    )

    shown = [line for line in lines(markup) if line]
    assert shown == ["Menu", "Text", "Side", "Foot", "No script", "Hidden", "tailend"]


def test_page_text_leaves_out_what_is_not_shown() -> None:
    markup = "<head><title>T\n x</title></head><body><script>no()</script><style>no</style>yes"

    page = page_text(markup)

    assert (page.title, page.text, page.notes) == ("T x", "yes", ())


def test_page_text_counts_pictures_in_a_note() -> None:
    assert page_text('<p>x<img alt="y">').notes == (
        "1 picture or other embedded object was not read.",
    )
    assert page_text("<img><svg><text>no</text></svg>tail") == page_text("<video></video><img>tail")


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"]),
        ('<ol start="4"><li>a<li>b', ["4. a", "5. b"]),
        ('<ol start="x"><li>a<li value="7">b<li>c', ["1. a", "7. b", "8. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ('<ol type="a"><li>a<li>b', ["a. a", "b. b"]),
        ('<ol type="I"><li>a<li>b', ["I. a", "II. b"]),
        ("<ul><li>a<li>b</ul>", ["- a", "- b"]),
        ("<menu><li>a</menu>", ["- a"]),
        ("<li>a", ["- a"]),
        ("<p>x</p><ul><li>a</ul>y", ["x", "", "- a", "", "y"]),
        (
            "<ol><li>a<ul><li>b<li>c</ul></li><li>d</ol>",
            ["1. a", "   - b", "   - c", "2. d"],
        ),
        ("<ol><li><p>a</p><p>b</p></li></ol>", ["1. a", "", "   b"]),
        ("<ul><li><h3>a</h3>b</ul>", ["- ### a", "", "  b"]),
        ('<ol><li id="footnote-1"><p>a</p></li></ol>', ["[1] a"]),
    ],
)
def test_page_text_keeps_the_marks_of_lists(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("a<br>b", ["a", "b"]),
        ("<h2>a<br>b</h2>", ["## a b"]),
        ("<pre>a\n  b\n\nc</pre>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", ["a b", "c"]),
        ("<select><option>a<option>b</select>", ["a", "b"]),
        ("<p>\u00a0a\u00a0</p>", ["\u00a0a\u00a0"]),
        ("<h2></h2><p>a</p>", ["a"]),
        ("", [""]),
        ("<!-- nothing -->", [""]),
    ],
)
def test_page_text_keeps_lines_where_the_page_breaks_them(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_page_text_notes_links_with_their_lines() -> None:
    markup = (
        '<p>x <a href="https://example.org/a">one\n <b>two</b></a> <a href="/b">three</a></p>'
        '<p><a href="https://example.org/c"><img></a> <a href="HTTP://example.org/d">four</a></p>'
    )

    assert page_text(markup).links == (
        Link("one two", "https://example.org/a", 1),
        Link("four", "HTTP://example.org/d", 3),
    )


def test_page_text_reads_deeply_nested_pages() -> None:
    assert lines("<div>" * 1500 + "deep" + "</div>" * 1500) == ["deep"]


def test_page_text_refuses_pages_nested_beyond_reason() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        page_text("<div>" * 5000 + "deep")


def test_page_text_reads_pages_that_name_an_encoding() -> None:
    assert lines('<?xml version="1.0" encoding="koi8-r"?><html><p>щит</html>') == ["щит"]
