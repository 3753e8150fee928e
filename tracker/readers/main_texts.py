"""Where the article lies on a web page, among menus and footers: a suggestion of lines."""

from __future__ import annotations

import logging
import re

# Its remarks on how a page is built are for nobody here, and would stand in a command's output.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

NOT_LETTERS = re.compile(r"[\W_]+")
FEWEST_LETTERS = 12
# Finding the article takes seconds for each megabyte.
LONGEST_PAGE = 1_000_000
OPENING = 40


def main_lines(markup: str, text: str) -> tuple[int, int] | None:
    """First and last line of the page's text that belong to its main content; None if unclear.

    `text` is the whole page as `webpages.page_text` gives it. Nothing is left out of it: a line
    that trafilatura takes for furniture may well be a part of the statement.
    """
    if len(markup) > LONGEST_PAGE:
        return None
    # trafilatura is heavy, and needed only while a web page is read.
    import trafilatura  # noqa: PLC0415

    try:
        extracted = trafilatura.extract(
            markup, include_comments=False, include_tables=True, favor_recall=True
        )
    except Exception:
        # Whatever goes wrong there, the page itself has been read.
        return None
    main = {_opening(line) for line in (extracted or "").splitlines()}
    openings = [_opening(line) for line in text.split("\n")]
    long = [
        place
        for place, opening in enumerate(openings)
        if opening in main and len(opening) >= FEWEST_LETTERS
    ]
    if not long:
        return None
    # Short lines may stand anywhere on the page; next to long ones they belong to them.
    first = _last_while(main, openings, range(long[0], -1, -1))
    last = _last_while(main, openings, range(long[-1], len(openings)))
    return first + 1, last + 1


def _last_while(main: set[str], openings: list[str], places: range) -> int:
    """The last of these places with main text before any other; empty lines do not count."""
    last = places[0]
    for place in places:
        if openings[place] and openings[place] not in main:
            break
        if openings[place]:
            last = place
    return last


def _opening(line: str) -> str:
    """The first letters of a line, by which it is known again."""
    return NOT_LETTERS.sub("", line).casefold()[:OPENING]
