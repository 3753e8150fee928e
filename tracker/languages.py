"""Reads which languages the site offers: English, and each whose catalogue is there."""

from __future__ import annotations

from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CATALOGUES = Path(__file__).resolve().parent / "locale"
# The code is the first part of every address in it; none in English.
SPOKEN: dict[str, Promise] = {
    "en": _("English"),
    "es": _("Spanish"),
    "pt-br": _("Portuguese (Brazil)"),
    "fr": _("French"),
    "de": _("German"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
    "ko": _("Korean"),
    "ar": _("Arabic"),
}


def read_languages(catalogues: Path = CATALOGUES) -> list[tuple[str, Promise]]:
    """Code and name of each language that is offered, in the order of SPOKEN.

    A compiled catalogue is only there when it is complete: `manage.py catalogues` sees to that.
    """
    return [
        (code, name)
        for code, name in SPOKEN.items()
        if code == "en" or (catalogues / folder_of(code) / "LC_MESSAGES" / "django.mo").is_file()
    ]


def folder_of(code: str) -> str:
    """The name of a language's folder of catalogues: "pt_BR" for "pt-br"."""
    language, _dash, country = code.partition("-")
    return f"{language}_{country.upper()}" if country else language
