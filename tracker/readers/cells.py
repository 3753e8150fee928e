"""The cells of one row of a list, checked and made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.choices import SignatoryKind
from tracker.readers.columns import FIELDS, NAME
from tracker.readers.list_dates import list_date
from tracker.readers.tables import Row
from tracker.readers.word_lists import word_set

LONGEST_NAME = 300
LONGEST_ADDRESS = 500
EMPTY = frozenset(("", "-", "–", "—", "n/a", "na", "none", "null", "?"))
ADDRESS = re.compile(
    r"(?:https?://)?(?:[^\s./:@]+\.)+[^\s./:@\d]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
# What spreadsheets run when they open a list: "=1+1", "+SUM(A1)", "-2+3", "@HYPERLINK(…)".
FORMULA = re.compile(
    r"=\s*\S"
    r"|[+@-]\s*(?:[A-Za-z_.]+\(|\(|(?:\$?[A-Za-z]{1,3}\$?\d+|\d[\d.,]*\s*[-+*/^&=<>])(?:\W|\d|$))"
    r"|[+@-].*\|.*!",
)
# They turn the reading direction around, so that a name shows as another.
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

KINDS = {
    SignatoryKind.PERSON: word_set(
        "person individual individuals people private persona individuo particular pessoa individu "
        "personne particulier einzelperson privatperson человек лицо особа 개인 个人 個人 فرد birey"
    ),
    SignatoryKind.NETWORK: word_set(
        "network coalition alliance federation umbrella red coalicion coalición alianza federación "
        "rede coligação aliança federação réseau coalition fédération netzwerk bündnis verband "
        "dachverband rete сеть коалиция союз федерация мережа 네트워크 연대 网络 شبكة"
    ),
    SignatoryKind.PUBLICATION: word_set(
        "publication newspaper magazine journal media website blog publicación periódico revista "
        "jornal publicação presse zeitung zeitschrift журнал газета издание видання 언론 媒体 مجلة"
    ),
    SignatoryKind.ORGANISATION: word_set(
        "organisation organization org ngo party association group union charity society company "
        "institution church organización partido asociación grupo sindicato organização associação "
        "association parti syndicat organisme partei verein gruppe gewerkschaft organizzazione "
        "partito sindacato организация партия объединение группа організація партія "
        "단체 조직 정당 组织 政党 منظمة حزب örgüt parti dernek"
    ),
}
KIND_BY_WORD = {word: kind for kind, words in KINDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row without errors: its name, the values of its fields, and the columns that are kept."""

    line: int
    name: str
    folded: str
    values: Mapping[str, str]
    kept: Mapping[str, str]


def read_cells(
    row: Row,
    header: tuple[str, ...],
    places: Mapping[str, int],
    fold: Callable[[str], str],
    countries: Mapping[str, str],
    days_first: bool | None,
) -> tuple[Cells | None, list[str]]:
    """The row's cells, or what is wrong with it; `places` says which cell holds which field."""
    found = {
        name: _plain(row.cells[place]) for name, place in places.items() if place < len(row.cells)
    }
    problems = [*_shape_problems(row, header), *_name_problems(found.get(NAME, ""))]
    values: dict[str, str] = {}
    kept = {name: value for name, value in found.items() if name not in FIELDS and value}
    for name, value in found.items():
        if name == NAME or name not in FIELDS or value.lower() in EMPTY:
            continue
        if name == "kind" and value.lower() not in KIND_BY_WORD:
            # The list's own word ("Ratepayers' committee") says more than a guess.
            kept[name] = value
            continue
        try:
            values[name] = _value(name, value, fold, countries, days_first)
        except ValueError as error:
            problems.append(str(error))
    if problems:
        return None, problems
    return Cells(row.line, found[NAME], fold(found[NAME]), values, kept), []


def _plain(cell: str) -> str:
    return " ".join(cell.replace("\u200b", "").replace("\ufeff", "").split())


def _shape_problems(row: Row, header: tuple[str, ...]) -> list[str]:
    more = [cell for cell in row.cells[len(header) :] if cell.strip()]
    if not more:
        return []
    text = _("There are more cells than columns: nothing says what “%(cell)s” is.")
    return [text % {"cell": more[0]}]


def _name_problems(name: str) -> list[str]:
    if not name:
        return [_("There is no name.")]
    if len(name) > LONGEST_NAME:
        text = ngettext(
            "The name has %(length)s character; up to %(limit)s are possible.",
            "The name has %(length)s characters; up to %(limit)s are possible.",
            len(name),
        )
        return [text % {"length": len(name), "limit": LONGEST_NAME}]
    if any(unicodedata.category(one) in ("Cc", "Cs") or one in DIRECTION_OVERRIDES for one in name):
        return [_("The name holds control characters. Type it anew.")]
    if FORMULA.match(unicodedata.normalize("NFKC", name)):
        text = _("“%(name)s” is a formula, not a name. Put the name itself into the cell.")
        return [text % {"name": name}]
    return []


def _value(
    name: str,
    value: str,
    fold: Callable[[str], str],
    countries: Mapping[str, str],
    days_first: bool | None,
) -> str:
    """The value as the record has it; raises ValueError with words for the person importing."""
    if name == "country":
        code = countries.get(fold(value))
        if code is None:
            text = _("“%(country)s” is not a country that this site knows.")
            raise ValueError(text % {"country": value})
        return code
    if name == "kind":
        return KIND_BY_WORD[value.lower()].value
    if name == "url":
        return _address(value)
    return list_date(value, days_first=days_first) if name == "date" else value


def _address(value: str) -> str:
    if len(value) > LONGEST_ADDRESS or not ADDRESS.fullmatch(value):
        text = _("“%(url)s” is not a web address.")
        raise ValueError(text % {"url": value})
    return value if "://" in value else f"https://{value}"
