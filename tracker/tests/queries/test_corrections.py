"""The list of corrections: about what, and where it stands."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.http import QueryDict

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.signatories import record_membership
from tracker.choices import ReplyKind
from tracker.queries.corrections import CORRECTION_COLUMNS, CorrectionFilters, correction_rows
from tracker.tests.cast import Cast

SAID = {"what": "The date", "was": "2021", "now": "2022", "why": "A typing error."}


def correct(cast: Cast, subject: Model, since: str = "2022-05-01", **values: str) -> None:
    correction = record_correction(subject, SAID | {"since": since} | values, by=cast.anna)
    release_correction(correction, by=cast.ben)


def rows() -> list[Any]:
    asked = CorrectionFilters(QueryDict(""), today=date(2022, 6, 1))
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
