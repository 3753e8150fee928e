"""Names of countries, in English and in their own and other languages, and what they stand for."""

from __future__ import annotations

import gettext
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import django_countries
from django.utils.translation import override
from django_countries.base import CountriesBase
from django_countries.data import ALT_CODES, COUNTRIES

# How people write them, beside the names of ISO 3166 and its translations.
ALSO_CALLED = {
    "GB": "UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Cymru",
    "US": "USA, U.S., U.S.A., United States, America, Estados Unidos, EEUU, États-Unis, США",
    "KR": "Republic of Korea, ROK, 한국, 대한민국, 남한, Korea (South), Corea del Sur",
    "KP": "DPRK, 북한, 조선, Korea (North), Corea del Norte",
    "CN": "PRC, People's Republic of China, Mainland China",
    "RU": "Russian Federation",
    "CZ": "Czechia, Czech Republic",
    "TR": "Turkey, Türkiye",
    "MK": "Macedonia",
    "CI": "Ivory Coast",
    "MM": "Burma",
    "SZ": "Swaziland",
    "CV": "Cape Verde",
    "TL": "East Timor",
    "NL": "Holland",
    "AE": "UAE, Emirates",
    "CD": "DRC, DR Congo, Congo (Kinshasa)",
    "CG": "Congo (Brazzaville)",
    "BA": "Bosnia",
    "XK": "Kosovo, Kosova",
}


@cache
def country_codes(fold: Callable[[str], str]) -> Mapping[str, str]:
    """Folded names and codes (two and three letters), each with its ISO 3166 two-letter code.

    `fold` is how names are compared. A name that means different countries in different languages
    is left out, unless it is an English one.
    """
    with override("en"):
        english = {code: str(name) for code, name in COUNTRIES.items()}
        common = {code: str(name) for code, name in CountriesBase.COMMON_NAMES.items()}
    codes = _in_other_languages(english, common, fold)
    for code, name in [*english.items(), *common.items()]:
        codes[fold(name)] = code
    for code, names in ALSO_CALLED.items():
        codes |= {fold(name): code for name in names.split(", ")}
    for code in english:
        codes[fold(code)] = code
        codes[fold(ALT_CODES[code][0])] = code
    return codes


def _in_other_languages(
    english: Mapping[str, str], common: Mapping[str, str], fold: Callable[[str], str]
) -> dict[str, str]:
    """The names as django-countries has them translated, where they mean one country alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(Path(django_countries.__file__).parent.glob("locale/*/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            language = gettext.GNUTranslations(file)
        for code, name in [*english.items(), *common.items()]:
            found[fold(language.gettext(name))].add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
