"""The marks that lists in web pages and word processors print before their items."""

from __future__ import annotations

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST_ROMAN = 3999


def list_mark(number: int, style: str) -> str:
    """The mark and a space: "3. ", "c. ", "iii. " for HTML's styles 1, a, A, i, I; else "- "."""
    if style == "bullet":
        return "- "
    return f"{numeral(number, style)}. "


def numeral(number: int, style: str) -> str:
    """The number in one of HTML's styles; plain digits where a style cannot say it."""
    if style in "aA" and number > 0:
        text = letters(number)
    elif style in "iI" and 0 < number <= LARGEST_ROMAN:
        text = roman(number)
    else:
        return str(number)
    return text.upper() if style.isupper() else text


def roman(number: int) -> str:
    """A number from 1 to 3999 in small roman numerals."""
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    text = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text
