"""Where the article lies on a web page, among menus and footers: a suggestion of lines."""

from __future__ import annotations

import re

NOT_LETTERS = re.compile(r"[\W_]+")
FEWEST_LETTERS = 12
OPENING = 40


def main_lines(markup: str, text: str) -> tuple[int, int] | None:
    """First and last line of the page's text that belong to its main content; None if unclear.

    `text` is the whole page as `webpages.page_text` gives it. Nothing is left out of it: a line
    that trafilatura takes for furniture may well be a part of the statement.
    """
    # trafilatura is heavy, and needed only while a web page is read.
    import trafilatura  # noqa: PLC0415

    extracted = trafilatura.extract(
        markup, include_comments=False, include_tables=True, favor_recall=True
    )
    main = {_opening(line) for line in (extracted or "").splitlines()} - {""}
    numbers = [
        number for number, line in enumerate(text.splitlines(), start=1) if _opening(line) in main
    ]
    return (numbers[0], numbers[-1]) if numbers else None


def _opening(line: str) -> str:
    """The first letters of a line, by which it is known again; "" for lines too short for that."""
    letters = NOT_LETTERS.sub("", line).casefold()
    return letters[:OPENING] if len(letters) >= FEWEST_LETTERS else ""
