"""Dates as people print them, found in a line of text, in several languages."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from tracker.readers.month_names import MONTHS, WEEKDAYS

LONGEST_DATE_LINE = 120
MOST_WORDS_BEFORE = 4
MOST_WORDS_AFTER_VERB = 10
MOST_AFTER = 60

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_WEEKDAY = rf"(?:(?:{'|'.join(map(re.escape, sorted(WEEKDAYS)))}),?\s+(?:den\s+)?)?"
_OF = r"(?:\s*(?:of|de|del|d[’']|do)\s+|\s*[./-]\s*|\s+)"
_FOUR = r"(?P<year>(?:1[5-9]|20)\d\d)"
YEAR = re.compile(rf"(?<!\d){_FOUR}(?!\d)")
_YEAR = rf"{_FOUR}(?!\d)(?:\s*(?:г\.|года|год|р\.|року|yılı))?"
_DAY = r"(?P<day>\d{1,2})"
PATTERNS = tuple(
    re.compile(rf"(?<!\w){_WEEKDAY}{pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_FOUR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
        rf"{_DAY}(?:st|nd|rd|th|er|ª|º|°)?\.?{_OF}(?P<name>{_MONTH})\b\.?,?(?:{_OF}){_YEAR}",
        rf"(?P<name>{_MONTH})\b\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_FOUR}\s?[년年]\s?(?P<month>\d{{1,2}})\s?[월月]\s?(?P<day>\d{{1,2}})\s?[일日]",
        rf"{_FOUR}\s?[년年]\s?(?P<month>\d{{1,2}})\s?[월月]",
        rf"(?P<first>\d{{1,2}})(?P<sign>[./])(?P<second>\d{{1,2}})(?P=sign){_FOUR}(?!\d)",
        rf"(?P<name>{_MONTH})\b\.?,?(?:{_OF}){_YEAR}",
    )
)
SIGNS = " .,;:()[]*_"
# "Adopted by the Assembly in Bath on 3 May 2021": such lines may have more words before the date.
ISSUED = re.compile(
    r"\W*(?:adopted|approved|issued|published|posted|released|written|done|given|signed|agreed"
    r"|adoptad|aprobad|publicad|firmad|hecho|dado|adotad|aprovad|adopté|publié|signé|fait"
    r"|angenommen|verabschiedet|beschlossen|veröffentlicht|принят|опубликован|подписан"
    r"|ухвален|прийнят|опублікован)",
    re.IGNORECASE,
)
SEPARATED = re.compile(r"\s*[|·•–—(/-]")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date found in a text: its words, where they stand, and the EDTF string that they mean.

    `edtf` is empty where the words can be read in two ways (3/4/2022) or name no day there is.
    """

    text: str
    start: int
    end: int
    edtf: str


def find_date(text: str) -> PrintedDate | None:
    """The first date in a line that names at least month and year; None if there is none."""
    if not YEAR.search(text):
        return None
    matches = [match for pattern in PATTERNS if (match := pattern.search(text))]
    if not matches:
        return None
    # Where two patterns begin at one place, the longer says more: "9 July 1955", not "July 1955".
    match = min(matches, key=lambda found: (found.start(), -found.end()))
    return PrintedDate(match[0], match.start(), match.end(), _edtf(match))


def date_of_line(text: str) -> PrintedDate | None:
    """The date of a line that says little else ("Paris, 14 October 2022"); None for other lines."""
    if len(text) > LONGEST_DATE_LINE:
        return None
    date = find_date(text)
    if date is None:
        return None
    most = MOST_WORDS_AFTER_VERB if ISSUED.match(text) else MOST_WORDS_BEFORE
    after = text[date.end :].strip(SIGNS)
    is_short = not after or (len(after) <= MOST_AFTER and SEPARATED.match(text[date.end :]))
    return date if is_short and len(text[: date.start].split()) <= most else None


def is_only_date(text: str) -> bool:
    """Whether a line is a date and nothing else, such as "1. Mai 2022"."""
    date = find_date(text) if len(text) <= LONGEST_DATE_LINE else None
    return date is not None and not (text[: date.start] + text[date.end :]).strip(SIGNS)


def _edtf(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        day, month = (first, second) if parts["sign"] == "." or first > 12 else (second, first)
        if parts["sign"] == "/" and first <= 12 and second <= 12 and first != second:
            return ""
    else:
        # "NİSAN" matches a month's name whatever the case, and is in no list.
        month = MONTHS.get(parts["name"].lower(), 0) if "name" in parts else int(parts["month"])
        day = int(parts.get("day") or 0)
    return _written(year, month, day)


def _written(year: int, month: int, day: int) -> str:
    """The EDTF string of a day or, with day 0, of a month; "" for a day that does not exist."""
    if not (1 <= month <= 12 and 0 <= day <= monthrange(year, month)[1]):
        return ""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
