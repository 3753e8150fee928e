"""A wording as HTML: what becomes markup, and what stays text."""

import pytest

from tracker.rules.markup import Section, safe_html, sections_of


def test_sections_of_cuts_at_headings_and_numbers_their_anchors() -> None:
    text = "Before.\r\n\r\n## First\r\n\r\nOne.\n\n##  Second \nTwo.\n"

    assert sections_of(text) == [
        Section("", "", "<p>Before.</p>\n"),
        Section("First", "section-1", "<p>One.</p>\n"),
        Section("Second", "section-2", "<p>Two.</p>\n"),
    ]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_sections_of_nothing_are_none(text: str) -> None:
    assert sections_of(text) == []


def test_sections_of_needs_a_space_after_the_marks() -> None:
    assert [section.title for section in sections_of("##NoHeading\n\n## Heading")] == [
        "",
        "Heading",
    ]


@pytest.mark.parametrize(
    "text, html",
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n'),
        ("*now*", "<p><em>now</em></p>\n"),
        ("    indented", "<p>indented</p>\n"),
        (
            "[here](https://pages.example/)",
            '<p><a href="https://pages.example/" rel="nofollow noopener noreferrer">here</a></p>\n',
        ),
    ],
)
def test_safe_html_knows_paragraphs_lists_emphasis_and_links(text: str, html: str) -> None:
    assert safe_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b style='color:red'>bold</b>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://pages.example/x.png)",
        "```\n<script>alert(1)</script>\n```",
    ],
)
def test_safe_html_leaves_nothing_that_a_browser_would_run(text: str) -> None:
    html = safe_html(text)

    assert "<script" not in html
    assert "<img" not in html
    assert "<b " not in html
    assert "href" not in html.replace('href="https://pages.example/x.png"', "")
    assert "alert(1)" in html or "pages.example" in html or "bold" in html
