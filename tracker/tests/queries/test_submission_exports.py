"""Submissions as they are exported: the same as their rows tell, and no withheld name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from tracker.choices import ReplyKind
from tracker.queries.exports import Export
from tracker.queries.signed import SignedFilters
from tracker.queries.submission_exports import signed_export, submission_export
from tracker.queries.submission_rows import SubmissionRow, submission_rows
from tracker.queries.submissions import SubmissionFilters
from tracker.tests.cast import Cast

TODAY = date(2022, 6, 1)


def told(export: Export, found: Any) -> list[dict[str, Any]]:
    chunks = export.chunks(found)
    return [dict(zip(export.columns, cells, strict=True)) for chunk in chunks for cells in chunk]


def board(query: str = "", today: date = TODAY) -> list[dict[str, Any]]:
    filters = SubmissionFilters(QueryDict(query), today=today)
    found = filters.found().order_by(*filters.order().by())
    return told(submission_export(today), found)


def rows(today: date = TODAY) -> list[SubmissionRow]:
    filters = SubmissionFilters(QueryDict(), today=today)
    return submission_rows(filters.found().order_by(*filters.order().by()), today)


def test_export_tells_the_row(cast: Cast) -> None:
    offer = cast.offered(offered="2022-03~", offered_words="in spring")
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated="2022-04-05")
    site = settings.SITE_URL

    assert board() == [
        {
            "reference": offer.reference,
            "address": f"{site}/submissions/{offer.reference}/",
            "statement": "Rivers Declaration",
            "statement_address": f"{site}/statements/rivers-declaration/",
            "revision": 1,
            "signatory": "Ríos Libres",
            "signatory_address": f"{site}/signatories/rios-libres/",
            "name_withheld": False,
            "erased_on": None,
            "kind": "organisation",
            "country": "CL",
            "country_as_signed": "Chile",
            "direction": "offer",
            "channel": "email",
            "offered": "2022-03~",
            "offered_earliest": "2022-03-01",
            "offered_latest": "2022-03-31",
            "offered_in_the_sources_words": "in spring",
            "status": "accepted",
            "who_must_act": "nobody",
            "waiting_since": None,
            "acknowledge_by": None,
            "decide_by": None,
            "decided_on": "2022-04-05",
            "published_on": None,
            "listed_on": None,
            "known_until": "2022-04-05",
            "lateness": "in-time",
            "contested": False,
            "positions": 0,
        }
    ]


@pytest.mark.parametrize("day", ["2022-03-08", "2022-03-09", "2022-03-16"])
def test_export_tells_what_the_rows_tell(cast: Cast, day: str) -> None:
    today, letter = date.fromisoformat(day), cast.letter_wording
    cast.offered(revision=letter, offered="2022-03-01", signed_country_words="Tyrol")
    offers = [cast.offered(cast.signatory(f"Mill {n}", country="KE")) for n in range(3)]
    cast.replied(ReplyKind.DISPUTE, offers[0], dated="2022-03-02", speaker="issuer")
    cast.replied(ReplyKind.QUESTION, offers[1], dated="2022-03-02")
    cast.replied(ReplyKind.LISTING, offers[2], dated="2022-03-03")
    cast.offered(cast.fleuves, revision=letter, visibility="withheld")
    site = settings.SITE_URL

    assert [
        (
            one["address"],
            one["statement_address"],
            one["signatory"],
            one["signatory_address"],
            one["name_withheld"],
            one["country_as_signed"],
            one["lateness"],
            one["contested"],
            one["positions"],
            one["listed_on"],
        )
        for one in board(today=today)
    ] == [
        (
            site + row.url,
            site + row.statement_url,
            row.name,
            row.signatory_url and site + row.signatory_url,
            row.is_withheld,
            row.country_words,
            row.lateness,
            row.is_contested,
            row.positions,
            row.listed_on and row.listed_on.isoformat(),
        )
        for row in rows(today)
    ]


def test_export_of_a_withheld_name_tells_nothing_of_it(cast: Cast) -> None:
    cast.offered(visibility="withheld", representative="Rita Río", message="We, Ríos")
    [one] = board()

    assert (one["signatory"], one["signatory_address"], one["name_withheld"]) == ("", None, True)
    assert "ío" not in repr(one)
    assert "rios" not in repr(one)


def test_export_tells_since_when_somebody_must_act(cast: Cast) -> None:
    cast.offered(revision=cast.letter_wording, offered="2022-03-01")
    [one] = board()

    assert (one["who_must_act"], one["waiting_since"]) == ("issuer", "2022-03-01")
    assert (one["acknowledge_by"], one["lateness"]) == ("2022-03-08", "long-overdue")


def test_export_tells_countries_in_the_readers_language(cast: Cast) -> None:
    cast.offered(cast.signatory("Werra", country="DE"))
    with translation.override("de"):
        [one] = board()

    assert one["country_as_signed"] == "Deutschland"


def test_signed_export_tells_who_signed_as_signed(cast: Cast) -> None:
    letter = cast.letter_wording
    offer = cast.offered(cast.rios, revision=letter, signed_name="Libres, Ríos")
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    filters = SignedFilters(QueryDict(), today=TODAY, statement=cast.letter)

    assert told(signed_export(TODAY), filters.found()) == [
        {
            "name_as_signed": "Libres, Ríos",
            "signatory_address": settings.SITE_URL + reverse("signatory", args=["rios-libres"]),
            "kind": "organisation",
            "country": "CL",
            "country_as_signed": "Chile",
            "positions": 0,
            "revision": 1,
            "reference": offer.reference,
            "address": settings.SITE_URL + offer.get_absolute_url(),
        }
    ]
