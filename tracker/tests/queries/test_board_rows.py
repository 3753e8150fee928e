"""The lines of the status board: all in words, in the reader's language, and nothing withheld."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from tracker.queries.board_rows import board_rows, exceptions_words

TODAY = date(2023, 2, 20)


def told(**values: Any) -> SimpleNamespace:
    """One tuple of SubmissionFilters.listed(): an offer of which nothing has come yet."""
    facts = {
        "pk": 1,
        "reference": "K7QM-2R4P",
        "signed_name": "Ríos Libres",
        "signed_kind": "organisation",
        "signed_country": "CL",
        "signed_country_words": "",
        "direction": "offer",
        "channel": "email",
        "offered": "2023-02-01",
        "offered_earliest": date(2023, 2, 1),
        "offered_latest": date(2023, 2, 1),
        "offered_words": "",
        "status": "unanswered",
        "awaiting": "issuer",
        "is_contested": False,
        "is_public": True,
        "visibility": "named",
        "waiting_since": date(2023, 2, 1),
        "known_until": None,
        "overdue_from": None,
        "long_overdue_from": None,
        "erased_at": None,
        "statement_title": "A letter",
        "statement_slug": "a-letter",
        "statement_stage": "published",
        "revision_number": 1,
        "signatory_slug": "rios-libres",
        "signatory_is_named": True,
        "signatory_number": "one",
        "positions_made": 0,
    }
    days = ("acknowledge_by", "decide_by", "decided_on", "published_on", "listed_on")
    return SimpleNamespace(**(dict.fromkeys(days) | facts | values))


def test_a_line_says_where_an_offer_stands() -> None:
    assert board_rows([told()], TODAY) == [
        {
            "url": "/submissions/K7QM-2R4P/",
            "name": "Ríos Libres",
            "is_withheld": False,
            "country": "Chile",
            "exceptions": "",
            "statement_url": "/statements/a-letter/",
            "statement": "A letter",
            "status": "unanswered",
            "is_contested": False,
            "offered": "1 Feb 2023",
            "is_invitation": False,
            "waiting": "19 days",
            "late": "",
            "no_date": "",
            "known": "",
        }
    ]


@pytest.mark.parametrize(
    "values,expected",
    [
        ({"signed_country": ""}, {"country": "country not stated"}),
        ({"signed_country_words": "the basin"}, {"country": "the basin"}),
        ({"positions_made": 1}, {"exceptions": "1 exception"}),
        ({"overdue_from": date(2023, 2, 20)}, {"late": "overdue"}),
        ({"overdue_from": date(2023, 2, 21)}, {"late": ""}),
        ({"long_overdue_from": date(2023, 2, 20)}, {"late": "long overdue"}),
        ({"direction": "invitation"}, {"is_invitation": True}),
        ({"status": "deferred"}, {"status": "deferred", "no_date": "no date given"}),
        ({"status": "deferred", "decide_by": date(2023, 3, 1)}, {"status": "deferred"}),
        (
            {"known_until": date(2023, 2, 9)},
            {"known": "known up to 9 Feb 2023", "waiting": "8 days"},
        ),
        ({"awaiting": "nobody", "waiting_since": None}, {"waiting": ""}),
        (
            {"offered": "2023-02", "offered_latest": date(2023, 2, 19)}
            | {"waiting_since": date(2023, 2, 19)},
            {"offered": "Feb 2023", "waiting": "1 to 19 days"},
        ),
        ({"visibility": "withheld"}, {"name": "Name withheld", "is_withheld": True}),
        (
            {"visibility": "withheld", "erased_at": datetime(2023, 2, 2, tzinfo=UTC)},
            {"name": "Content erased", "is_withheld": True},
        ),
    ],
)
def test_a_line_says_what_differs(values: dict[str, Any], expected: dict[str, Any]) -> None:
    (plain,), (row,) = board_rows([told()], TODAY), board_rows([told(**values)], TODAY)

    assert row == plain | expected


def test_what_is_remembered_is_so_for_one_language() -> None:
    with override("en"):
        english = board_rows([told()], TODAY)[0]
    with override("de"):
        german = board_rows([told(signed_country="DE")], TODAY)[0]

    assert english["offered"] == "1 Feb 2023"
    assert german["country"] == "Deutschland"


def test_exceptions_are_counted() -> None:
    told_amounts = [exceptions_words(amount) for amount in range(3)]
    assert told_amounts == ["", "1 exception", "2 exceptions"]
