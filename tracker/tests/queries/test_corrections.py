"""The list of corrections: about what, and where it stands."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.http import QueryDict

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.signatories import record_membership
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import set_visibility
from tracker.choices import ReplyKind
from tracker.queries.corrections import CORRECTION_COLUMNS, CorrectionFilters, correction_rows
from tracker.tests.cast import Cast

SAID = {"what": "The date", "was": "2021", "now": "2022", "why": "A typing error."}


def correct(cast: Cast, subject: Model, since: str = "2022-05-01", **values: str) -> None:
    correction = record_correction(subject, SAID | {"since": since} | values, by=cast.anna)
    release_correction(correction, by=cast.ben)


def rows(query: str = "") -> list[Any]:
    asked = CorrectionFilters(QueryDict(query), today=date(2022, 6, 1))
    assert asked.problems() == []
    return correction_rows(asked.found().order_by(*asked.order().by()))


@pytest.fixture
def corrected(cast: Cast) -> None:
    offer = cast.offered()
    member = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    for day, subject in enumerate(
        [
            cast.declaration,
            cast.rios,
            member,
            offer,
            cast.replied(ReplyKind.NOTE, offer, speaker="issuer"),
            cast.release(cast.check(offer)),
        ],
        start=1,
    ):
        correct(cast, subject, since=f"2022-05-0{day}")
    record_correction(cast.declaration, SAID | {"since": "2022-05-20"}, by=cast.anna)


@pytest.mark.usefixtures("corrected")
def test_found_tells_what_each_is_about_newest_first(cast: Cast) -> None:
    reference = cast.rios.submissions.get().reference

    assert [(row.about, row.url) for row in rows()] == [
        ("Rivers Declaration", "/statements/rivers-declaration/"),
        ("Rivers Declaration", "/statements/rivers-declaration/"),
        (f"Rivers Declaration, {reference}", f"/submissions/{reference}/"),
        ("Ríos Libres – Living Rivers Network", "/signatories/rios-libres/"),
        ("Ríos Libres", "/signatories/rios-libres/"),
        ("Rivers Declaration", "/statements/rivers-declaration/"),
    ]


@pytest.mark.usefixtures("corrected")
def test_rows_ask_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        rows()


def test_rows_about_a_withheld_name_tell_that_there_was_one_and_no_more(cast: Cast) -> None:
    offer = cast.offered(visibility="withheld")
    correct(cast, offer, was="Ríos Libre", now="Ríos Libres", why="Ríos asked", what="Ríos")
    [row] = rows()

    assert (row.is_withheld, row.since) == (True, date(2022, 5, 1))
    assert "Ríos" not in repr(row)


@pytest.mark.parametrize("kind", ["reply", "check"])
def test_rows_about_an_answer_to_withheld_names_alone_tell_no_more(cast: Cast, kind: str) -> None:
    withheld = cast.offered(visibility="withheld")
    make = {
        "reply": lambda *offers: cast.replied(ReplyKind.DEFERRAL, *offers),
        "check": lambda *offers: cast.release(cast.check(*offers)),
    }[kind]
    correct(cast, make(withheld), was="Ríos Libre", now="Ríos Libres", why="Ríos asked")
    correct(cast, make(withheld, cast.offered(cast.fleuves)), since="2022-05-02")
    both, alone = rows()

    assert (both.is_withheld, both.why) == (False, "A typing error.")
    assert alone.is_withheld
    assert "Ríos" not in repr(alone)


def test_rows_of_a_name_that_is_withheld_later_tell_no_more(cast: Cast) -> None:
    offer = cast.offered()
    change_submission(offer, {"signed_name": "Los Ríos"}, by=cast.ben, why="Ríos asked.")
    assert rows()[0].now == "Los Ríos"

    set_visibility(offer, "withheld")

    assert "Ríos" not in repr(rows())


@pytest.mark.parametrize(
    "query, urls",
    [
        ("about=statement", ["/statements/rivers-declaration/"]),
        ("about=signatory", ["/signatories/rios-libres/"] * 2),
        ("about=submission", ["/submissions/{reference}/"]),
        ("about=reply", ["/statements/rivers-declaration/"]),
        ("about=check&since_from=2022-05-06", ["/statements/rivers-declaration/"]),
        ("about=check&since_to=2022-05-05", []),
        ("statement=ferry-letter", []),
        ("statement=rivers-declaration&about=submission", ["/submissions/{reference}/"]),
        ("statement=rivers-declaration&since_to=2022-05-01", ["/statements/rivers-declaration/"]),
    ],
)
@pytest.mark.usefixtures("corrected")
def test_filters_narrow_the_list(cast: Cast, query: str, urls: list[str]) -> None:
    assert cast.letter
    reference = cast.rios.submissions.get().reference

    assert [row.url for row in rows(query)] == [url.format(reference=reference) for url in urls]


@pytest.mark.parametrize("query", ["about=x", "statement=x", "since_from=soon"])
def test_what_cannot_be_read_is_told(query: str, db: None) -> None:
    assert CorrectionFilters(QueryDict(query), today=date(2022, 6, 1)).problems() != []


def test_columns_tell_the_row(cast: Cast) -> None:
    correct(cast, cast.declaration)
    [row] = rows()

    assert {name: value_of(row) for name, value_of in CORRECTION_COLUMNS.items()} == {
        "since": "2022-05-01",
        "about": "Rivers Declaration",
        "address": "/statements/rivers-declaration/",
        "which_fact": "The date",
        "it_said": "2021",
        "it_says_now": "2022",
        "why": "A typing error.",
    }
