"""Addresses of many rows: where each page stands is looked up once, not for every row."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation.trans_real import get_languages

# Fits wherever a slug, a reference or a number does, and is part of no address.
PLACE = "31415926535897932"
# More than there are names of pages times languages.
MOST_PLACES = 1024


def addresses_of(name: str) -> Callable[[object], str]:
    """What gives the path of the page with this name for its one part, such as a slug or a number.

    It is what Django's reverse() gives, which takes far longer.
    """
    before, after = _around(name, get_script_prefix(), get_language())
    return lambda part: f"{before}{part}{after}"


def address_of(name: str, part: object) -> str:
    """One such path."""
    return addresses_of(name)(part)


def place_of(name: str) -> str:
    """The path of the page with this name, which has no part."""
    return _place(name, get_script_prefix(), get_language())


def language_of(path: str) -> str:
    """The language that a path begins with; the site's own, which stands in none, for all others.

    `path` is as the site sees it, without what it is mounted at.
    """
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    is_told = first in get_languages() and first != settings.LANGUAGE_CODE
    return first if is_told else settings.LANGUAGE_CODE


def path_in(language: str, path: str) -> str:
    """The same page in this language: its path, as the site sees it."""
    known = language_of(path)
    plain = path if known == settings.LANGUAGE_CODE else path.removeprefix(f"/{known}")
    return plain if language == settings.LANGUAGE_CODE else f"/{language}{plain or '/'}"


@lru_cache(maxsize=MOST_PLACES)
def _around(name: str, _prefix: str, _language: str | None) -> tuple[str, str]:
    before, _place, after = reverse(name, args=[PLACE]).partition(PLACE)
    return before, after


@lru_cache(maxsize=MOST_PLACES)
def _place(name: str, _prefix: str, _language: str | None) -> str:
    return reverse(name)
