"""Who signed one statement: accepted endorsements under a name, in the order of names."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.choices import ReplyKind
from tracker.queries.signed import SignedFilters, signed_rows
from tracker.tests.cast import Cast
from tracker.tests.steps import record_position

TODAY = date(2022, 6, 1)


def filters(cast: Cast, query: str) -> SignedFilters:
    return SignedFilters(QueryDict(query), today=TODAY, statement=cast.letter)


@pytest.fixture
def signed(cast: Cast) -> None:
    letter = cast.letter_wording
    offers: list[Any] = [
        cast.offered(cast.rios, revision=letter, signed_name="Libres, Ríos"),
        cast.offered(cast.mara, revision=letter, signed_country=""),
        cast.offered(cast.fleuves, revision=letter, visibility="withheld"),
    ]
    cast.replied(ReplyKind.ACCEPTANCE, *offers)
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(cast.rios))
    cast.offered(cast.signatory("Waiting Weir"), revision=letter)


@pytest.mark.usefixtures("signed")
def test_found_leaves_who_signed_by_name(cast: Cast) -> None:
    table = {
        "": ["Libres, Ríos", "Mara Okonjo"],
        "q=rios": ["Libres, Ríos"],
        "q=fleuves": [],
        "q=waiting": [],
        "q=ferry": [],
        "country=KE": ["Mara Okonjo"],
        "country=CL": ["Libres, Ríos"],
        "country=none": [],
        "kind=person": ["Mara Okonjo"],
    }

    def names(query: str) -> list[str]:
        asked = filters(cast, query)
        return [row.signed_name for row in asked.found().order_by(*asked.order().by())]

    assert {query: names(query) for query in table} == table


def test_rows_say_in_words_what_was_signed(cast: Cast) -> None:
    letter = cast.letter_wording
    plain = cast.offered(cast.mara, revision=letter, signed_country="")
    own = {"signed_country_words": "the river basin", "signed_name": "Libres, Ríos"}
    partly = cast.offered(cast.rios, revision=letter, **own)
    point = letter.clauses.first()
    for kind in ("reservation", "objection"):
        exception = {"clause": point, "kind": kind, "text": "Not so."}
        record_position(partly, exception, by=cast.anna, why="It was left out.")
    cast.replied(ReplyKind.ACCEPTANCE, plain, partly)

    asked = filters(cast, "")
    rows = signed_rows(list(asked.listed().order_by(*asked.order().by())))

    assert rows == [
        {
            "name": "Libres, Ríos",
            "signatory_url": cast.rios.get_absolute_url(),
            "country": "the river basin",
            "kind": "Organisation",
            "exceptions": "2 exceptions",
            "url": partly.get_absolute_url(),
            "reference": partly.reference,
            "revision": "revision 1",
        },
        {
            "name": "Mara Okonjo",
            "signatory_url": cast.mara.get_absolute_url(),
            "country": "Kenya",
            "kind": "Person",
            "exceptions": "",
            "url": plain.get_absolute_url(),
            "reference": plain.reference,
            "revision": "revision 1",
        },
    ]
