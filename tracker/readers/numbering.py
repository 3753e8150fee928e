"""The marks before parts of a text: numbers, letters, ordinals, "Article 1", bullets, headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.readers.list_marks import LARGEST_ROMAN, ROMAN, roman
from tracker.readers.number_words import (
    CHINESE_DIGITS,
    LETTER_ROWS,
    NUMBER_WORDS,
    ORDINALS,
    PART_WORDS,
)

Sort = Literal["number", "roman", "letter", "ordinal", "part", "decimal", "bullet"]

DIGITS = r"\d{1,3}"
AFTER = r"(?:\.-(?=\s)|\.\)|[.)）．、]|:(?=\s|$)|\s?[-–—](?=\s)|[º°ª]?[./]-?(?=\s)|[º°ª]\.?)"
ROMAN_SHAPE = "[IVXLCDM]{1,9}|[ivxlcdm]{1,9}"
LETTER_SHAPE = "[" + "".join(LETTER_ROWS) + "A-Z" + LETTER_ROWS[1].upper() + "]"
CHINESE_SHAPE = "[一二三四五六七八九十百]{1,4}"
PART_SHAPE = "|".join(sorted(map(re.escape, PART_WORDS), key=len, reverse=True))
WORD_SHAPE = "|".join(NUMBER_WORDS)
ORDINAL_SHAPE = "|".join(sorted(map(re.escape, ORDINALS), key=len, reverse=True))

NUMBER = re.compile(rf"({DIGITS})({AFTER})\s*(?!\d)")
NUMBER_IN_BRACKETS = re.compile(rf"[(（]({DIGITS})[)）]\s*")
# "①", the keycaps of telephones, and "§ 1".
SIGNED_NUMBER = re.compile(rf"(?:([①-⑳])|({DIGITS})\ufe0f?\u20e3|§\s?({DIGITS})[.)]?(?=\s))\s*")
DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})(?:\.\)|[.)])?(?:\s+|$)")
LETTERED = re.compile(rf"({ROMAN_SHAPE}|{LETTER_SHAPE})([.)]|\s?[-–—](?=\s))(?:\s+|$)")
LETTER_IN_BRACKETS = re.compile(rf"\(({ROMAN_SHAPE}|{LETTER_SHAPE})\)\s*")
CHINESE = re.compile(rf"({CHINESE_SHAPE})([、．.])\s*")
CHINESE_IN_BRACKETS = re.compile(rf"[(（]({CHINESE_SHAPE})[)）]\s*")
EAST_ASIAN_PART = re.compile(
    rf"(?:第\s?({CHINESE_SHAPE}|{DIGITS})\s?[条條項点點款]|제\s?({DIGITS})\s?[조항])\s*[.:：、]?\s*"
)
# "Article 3 of the charter" is no mark, "Article 3 Everybody" is one: there letters' case counts.
PART = re.compile(
    rf"(?i:{PART_SHAPE})\s+(?:(?i:no|nr|n)\.?\s?[º°]?\s?|№\s?)?"
    rf"({DIGITS}|{ROMAN_SHAPE}|(?i:{WORD_SHAPE}))\b"
    r"(?:\s*[.:)]|\s*[-–—](?=\s)|(?=\s+[^\W\d_a-zа-яіїєґё])|\s*$)\s*"
)
ORDINAL = re.compile(
    rf"({ORDINAL_SHAPE}|第{CHINESE_SHAPE}(?:に)?)(?:[,，、:：]|\.-?(?=\s))\s*", re.IGNORECASE
)
BULLET = re.compile(r"[-–—*+·→]\s+|[•◦▪▫■□●○‣⁃➤►▶➡✓✔✅∙👉]\ufe0f?\s*")
HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
HEADING_END = re.compile(r"\s+#+$")
BOLD_LINE = re.compile(r"(\*\*|__)([^*_].*?)\1(:?)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading of the mark that a line begins with.

    Two marks of the same `style` ("number.", "number)", "article") can follow one another in a
    series; `value` says in which order. `length` counts the mark's characters in the line.
    """

    sort: Sort
    style: str
    number: str
    value: int
    length: int


def read_marks(line: str) -> tuple[Mark, ...]:
    """Every way to read the mark at the beginning of a line, the likeliest first; none if none."""
    return tuple(mark for reader in READERS for mark in reader(line))


def bullet_length(line: str) -> int:
    """How many characters the bullet and the space after it take; 0 if the line has none."""
    match = BULLET.match(line)
    return match.end() if match else 0


def heading_span(line: str) -> tuple[int, int, int] | None:
    """Level, and where the words of a marked heading ("## Words", "**Words**") begin and end."""
    match = HEADING.match(line)
    if match:
        closing = HEADING_END.search(line, match.end())
        return len(match[1]), match.end(), closing.start() if closing else len(line)
    bold = BOLD_LINE.fullmatch(line)
    if bold and bold[1] not in bold[2]:
        return 3, bold.start(2), bold.end(2)
    return None


def _numbers(line: str) -> Iterator[Mark]:
    match = NUMBER.match(line)
    if match:
        style = "number" + match[2].strip()[:1]
        yield Mark("number", style, match[1], int(match[1]), match.end())
    match = NUMBER_IN_BRACKETS.match(line)
    if match:
        yield Mark("number", "(number)", match[1], int(match[1]), match.end())
    match = SIGNED_NUMBER.match(line)
    if match:
        value = int(unicodedata.numeric(match[1])) if match[1] else int(match[2] or match[3])
        yield Mark("number", "signed", str(value), value, match.end())


def _decimals(line: str) -> Iterator[Mark]:
    match = DECIMAL.match(line)
    if match:
        outer, _, last = match[1].rpartition(".")
        yield Mark("decimal", f"{outer}.", match[1], int(last), match.end())


def _letters(line: str) -> Iterator[Mark]:
    for pattern in (LETTERED, LETTER_IN_BRACKETS):
        match = pattern.match(line)
        if match is None:
            continue
        text = match[1]
        style = match[2].strip()[:1] if pattern is LETTERED else "()"
        case = "upper" if text.isupper() else "lower"
        for row in LETTER_ROWS:
            if text.lower() in row:
                value = row.index(text.lower()) + 1
                yield Mark("letter", f"{row[0]}{case}{style}", text, value, match.end())
        if value := roman_value(text):
            yield Mark("roman", f"roman{case}{style}", text, value, match.end())


def _chinese(line: str) -> Iterator[Mark]:
    match = CHINESE.match(line)
    if match:
        yield Mark("number", "chinese" + match[2], match[1], chinese_value(match[1]), match.end())
    match = CHINESE_IN_BRACKETS.match(line)
    if match:
        yield Mark("number", "(chinese)", match[1], chinese_value(match[1]), match.end())


def _parts(line: str) -> Iterator[Mark]:
    match = PART.match(line)
    if match:
        word = line.split(maxsplit=1)[0].casefold()
        text = match[1]
        value = NUMBER_WORDS.get(text.casefold(), 0) or roman_value(text)
        if text.isdecimal():
            value = int(text)
        if value:
            number = str(value) if text.casefold() in NUMBER_WORDS else text
            yield Mark("part", word, number, value, match.end())
    match = EAST_ASIAN_PART.match(line)
    if match:
        text = match[1] or match[2]
        value = int(text) if text.isdecimal() else chinese_value(text)
        yield Mark("part", match[0][0], str(value), value, match.end())


def _ordinals(line: str) -> Iterator[Mark]:
    match = ORDINAL.match(line)
    if match:
        word = match[1].casefold()
        value = ORDINALS.get(word) or chinese_value(word.strip("第に"))
        # The word is part of the sentence: it stays in the text.
        yield Mark("ordinal", "ordinal", str(value), value, 0)


READERS: tuple[Callable[[str], Iterator[Mark]], ...] = (
    _decimals, _numbers, _letters, _chinese, _parts, _ordinals,
)  # fmt: skip


def roman_value(text: str) -> int:
    """The value of a properly written roman numeral; 0 for anything else ("IC", "word")."""
    small, value, place = text.lower(), 0, 0
    for worth, sign in ROMAN:
        while small.startswith(sign, place):
            value, place = value + worth, place + len(sign)
    return value if 0 < value <= LARGEST_ROMAN and roman(value) == small else 0


def chinese_value(text: str) -> int:
    """The value of a Chinese numeral below 1000, such as 二十一; 0 where there is none."""
    value = digit = 0
    for sign in text:
        if sign in CHINESE_DIGITS:
            digit = CHINESE_DIGITS.index(sign)
        else:
            value, digit = value + max(digit, 1) * {"十": 10, "百": 100}[sign], 0
    return value + digit
