"""Who may offer by the form, when, and what has to be agreed to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.choices import Custody, Openness, SignatoryKind
from tracker.rules.offers import (
    CONSENTS,
    Closed,
    Purpose,
    closed_because,
    kinds_allowed,
    require_consents,
)
from tracker.rules.refusals import Refused
from tracker.rules.signing import Terms

TODAY = date(2026, 5, 4)
OPEN = {"openness": Openness.ANYONE, "opens_on": None, "closes_on": None}


@pytest.mark.parametrize(
    "terms, custody, has_wording, expected",
    [
        ({}, Custody.HOSTED, True, None),
        ({"opens_on": TODAY, "closes_on": TODAY}, Custody.HOSTED, True, None),
        ({"opens_on": date(2026, 5, 5)}, Custody.HOSTED, True, Closed.EARLY),
        ({"closes_on": date(2026, 5, 3)}, Custody.HOSTED, True, Closed.OVER),
        ({"openness": Openness.NOBODY}, Custody.HOSTED, True, Closed.NOBODY),
        ({"openness": Openness.INVITED}, Custody.HOSTED, True, Closed.INVITED),
        ({}, Custody.OBSERVED, True, Closed.OBSERVED),
        ({}, Custody.HOSTED, False, Closed.WORDLESS),
        ({"openness": Openness.NOBODY}, Custody.OBSERVED, False, Closed.OBSERVED),
    ],
)
def test_closed_because(
    terms: dict[str, Any], custody: str, has_wording: bool, expected: Closed | None
) -> None:
    found = closed_because(
        Terms(**OPEN | terms), custody=custody, has_wording=has_wording, today=TODAY
    )

    assert found == expected


@pytest.mark.parametrize(
    "openness, expected",
    [
        (Openness.ANYONE, ["organisation", "network", "publication", "person"]),
        (Openness.ORGANISATIONS, ["organisation", "network", "publication"]),
        (Openness.PEOPLE, [SignatoryKind.PERSON]),
    ],
)
def test_kinds_allowed(openness: str, expected: list[str]) -> None:
    assert kinds_allowed(openness) == expected


@pytest.mark.parametrize("missing", [Purpose.RECORD, Purpose.LETTERS])
def test_offer_needs_two_consents(missing: Purpose) -> None:
    require_consents({Purpose.RECORD, Purpose.LETTERS})

    with pytest.raises(Refused):
        require_consents(set(Purpose) - {missing})


def test_each_purpose_has_words_of_its_own() -> None:
    assert len({str(words) for words in CONSENTS.values()}) == len(Purpose)
