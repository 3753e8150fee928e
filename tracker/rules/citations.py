"""Citations of what the record holds: in plain words, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from tracker.rules.date_words import day_words, stated_words
from tracker.rules.dates import StatedDate

# What LaTeX takes for a command, and what prints the character. A brace must not stand bare even
# behind a backslash, as BibTeX counts braces before LaTeX reads anything.
IN_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: rf"\{character}" for character in "&%$#_"},
    }
)
# A year, a month or a day; not a season, which is written like a month.
NUMBERS = re.compile(r"(\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?[?~%]?")
NOT_IN_KEYS = re.compile(r"[^a-z0-9-]+")
# What an address may hold and still stand bare between braces.
IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._"


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a statement, or what the record tells of a submission.

    `author` and `number`, the reference, are "" and `issued` is None where there is none; `record`
    is the name of the site, `read_on` the day on which the page was made.
    """

    key: str
    title: str
    author: str
    issued: StatedDate | None
    number: str
    language: str
    record: str
    address: str
    read_on: date


def plain_citation(cited: Cited) -> str:
    """One sentence without the address, which stands behind it."""
    words = {
        "author": cited.author,
        "title": cited.title,
        "number": cited.number,
        "site": cited.record,
        "issued": stated_words(cited.issued) if cited.issued else "",
        "day": day_words(cited.read_on),
    }
    if cited.number:
        return _("%(site)s, %(number)s: %(title)s. Read on %(day)s.") % words
    if cited.issued:
        return _("%(author)s: %(title)s, %(issued)s. In %(site)s, read on %(day)s.") % words
    return _("%(author)s: %(title)s, date not stated. In %(site)s, read on %(day)s.") % words


def bibtex(cited: Cited) -> str:
    """An entry that BibTeX and biblatex read, in UTF-8, ending with a newline.

    `date` is EDTF, as biblatex takes it; `year` is for BibTeX, and only where there is just one.
    """
    fields = {
        # A second pair of braces: an organisation has no first name, a title keeps its capitals.
        "author": f"{{{_latex(cited.author or cited.record)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "date": cited.issued.edtf if cited.issued else "",
        "year": _only_year(cited.issued),
        "number": _latex(cited.number),
        "howpublished": _latex(cited.record),
        "langid": _latex(cited.language),
        "url": quote(cited.address, safe=IN_ADDRESSES),
        "urldate": cited.read_on.isoformat(),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{key_of(cited)},\n{''.join(lines)}}}\n"


def csl_item(cited: Cited) -> dict[str, Any]:
    """The item of CSL-JSON (version 1.0.2), as reference managers import it."""
    item: dict[str, Any] = {
        "id": key_of(cited),
        "type": "webpage",
        "title": cited.title,
        # A literal name is not taken apart: only a person's could be, and nobody knows where.
        "author": [{"literal": cited.author or cited.record}],
        "container-title": cited.record,
        "language": cited.language,
        "number": cited.number,
        "URL": cited.address,
        "accessed": {"date-parts": [_parts(cited.read_on)]},
    }
    if cited.issued:
        item["issued"] = _csl_date(cited.issued)
    return {name: value for name, value in item.items() if value}


def key_of(cited: Cited) -> str:
    """What an entry is called by: letters, digits and hyphens alone."""
    return NOT_IN_KEYS.sub("-", f"{cited.record} {cited.key}".lower()).strip("-")


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(IN_LATEX)


def _only_year(issued: StatedDate | None) -> str:
    if issued is None or issued.earliest.year != issued.latest.year:
        return ""
    return str(issued.earliest.year)


def _csl_date(issued: StatedDate) -> dict[str, Any]:
    """The day, month or year as stated, or between which days it lies; "circa" if doubtful."""
    if found := NUMBERS.fullmatch(issued.edtf):
        dates = [[int(number) for number in found.groups() if number]]
    else:
        dates = [_parts(issued.earliest), _parts(issued.latest)]
    parts: dict[str, Any] = {"date-parts": dates}
    return parts | {"circa": True} if issued.is_doubtful else parts


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
