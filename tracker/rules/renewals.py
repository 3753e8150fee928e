"""Asking again when a text gets a new wording: whom, and which exceptions can go over to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.choices import Status
from tracker.rules.refusals import Refused
from tracker.rules.status import OPEN_TO_ISSUER

# Whose offer stands or waits, and so can stand on another wording.
RENEWABLE = OPEN_TO_ISSUER | {Status.ACCEPTED}


class Point(NamedTuple):
    """One clause of a wording: its number among all rows, and what identifies it in its text."""

    pk: int
    kind: str
    number: str
    text: str


def counterparts(earlier: Sequence[Point], newer: Sequence[Point]) -> dict[int, int]:
    """Which clause of the newer wording each clause of the earlier one became, by row number.

    The same words, wherever they stand now; else the same kind and number. Never two in one, and
    none where neither is there any more.
    """
    found = _same(_by_words(earlier), _by_words(newer))
    left = [one for one in earlier if one.pk not in found]
    free = [one for one in newer if one.pk not in set(found.values())]
    return found | _same(_by_number(left), _by_number(free))


def require_asked(status: str) -> None:
    """Raise Refused unless a submission with this status can stand on another wording."""
    if status not in RENEWABLE:
        raise Refused(
            _("This cannot be done while it is “%(status)s”. Nothing was changed.")
            % {"status": Status(status).label}
        )


def _by_words(points: Iterable[Point]) -> dict[object, int]:
    """The clauses whose words stand only once in their wording."""
    listed = [(" ".join(one.text.split()), one.pk) for one in points]
    amounts = Counter(words for words, _pk in listed)
    return {words: pk for words, pk in listed if amounts[words] == 1}


def _by_number(points: Iterable[Point]) -> dict[object, int]:
    return {(one.kind, one.number): one.pk for one in points}


def _same(earlier: dict[object, int], newer: dict[object, int]) -> dict[int, int]:
    return {pk: newer[key] for key, pk in earlier.items() if key in newer}
