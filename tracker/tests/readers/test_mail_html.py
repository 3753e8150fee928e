"""HTML mails as lines of text."""

from __future__ import annotations

import pytest

from tracker.readers.mail_html import html_text


@pytest.mark.parametrize(
    "markup, text",
    [
        ("", ""),
        ("   ", ""),
        ("<!-- only this -->", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("One &amp; <b>two</b>\n  three", "One & two three"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
        ("<pre>One\n  two\n\nthree</pre>after", "One\n  two\n\nthree\nafter"),
        (
            "One<blockquote>Two<blockquote>Three</blockquote></blockquote>",
            "One\n\n> Two\n>\n>> Three",
        ),
        ("<script>x()</script><style>y</style>One<title>z</title>", "One"),
        ("One<!-- not this --> two<?php nor this ?> three", "One two three"),
        ("<p>One</p><br><br><br><br><p>Two</p>", "One\n\nTwo"),
        ('<img src="https://tracker.example/x" alt="seen">One', "One"),
    ],
)
def test_html_text(markup: str, text: str) -> None:
    assert html_text(markup) == text
