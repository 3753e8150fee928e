"""Addresses of many rows: where each page stands is looked up once, not for every row."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, reverse

# Fits wherever a slug, a reference or a number does, and is part of no address.
PLACE = "31415926535897932"


def addresses_of(name: str) -> Callable[[object], str]:
    """What gives the path of the page with this name for its one part, such as a slug or a number.

    It is what Django's reverse() gives, which takes far longer.
    """
    before, after = _around(name, get_script_prefix())
    return lambda part: f"{before}{part}{after}"


def address_of(name: str, part: object) -> str:
    """One such path."""
    return addresses_of(name)(part)


def place_of(name: str) -> str:
    """The path of the page with this name, which has no part."""
    return _place(name, get_script_prefix())


@lru_cache(maxsize=64)
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, _place, after = reverse(name, args=[PLACE]).partition(PLACE)
    return before, after


@lru_cache(maxsize=64)
def _place(name: str, _prefix: str) -> str:
    return reverse(name)
