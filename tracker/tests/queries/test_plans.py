"""How SQLite reads the lists: in the order of an index, whatever the filter, never by sorting."""

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict

from tracker.models import Submission
from tracker.queries import search
from tracker.queries.events import EventFilters
from tracker.queries.lists import ListFilters
from tracker.queries.pages import cursor_of, page_of
from tracker.queries.signatories import SignatoryFilters
from tracker.queries.signed import SignedFilters
from tracker.queries.submissions import SubmissionFilters
from tracker.tests.cast import Cast

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL sorts small tables, and rightly so"
)

TODAY = date(2022, 6, 1)
SORTS = "USE TEMP B-TREE FOR ORDER BY"

BOARD = {
    "": "board_newest",
    "status=accepted": "board_status",
    "awaiting=issuer": "board_awaiting",
    "country=DE": "board_country",
    "country=none": "board_country",
    "kind=person": "board_kind",
    "contested=yes": "board_contested",
    "status=accepted&country=DE": "board_status_country",
    "status=accepted&kind=person": "board_status_kind",
    "country=DE&kind=person": "board_country_kind",
    "lateness=overdue": "board_overdue",
    "lateness=long-overdue": "board_long_overdue",
    "sort=waiting": "board_waiting",
    "offered_from=2022-01-01": "board_newest",
    "offered_to=2022-01-01": "board_newest",
    "status=accepted&offered_from=2022-01-01": "board_status",
    "statement=rivers-declaration": "statement_newest",
    "statement=rivers-declaration&status=accepted": "statement_status",
    "statement=rivers-declaration&awaiting=issuer": "statement_awaiting",
    "statement=rivers-declaration&country=DE": "statement_country",
    "statement=rivers-declaration&kind=person": "statement_kind",
    "statement=rivers-declaration&contested=yes": "statement_contested",
    "statement=rivers-declaration&status=accepted&country=DE": "statement_status_country",
    "statement=rivers-declaration&status=accepted&kind=person": "statement_status_kind",
    "statement=rivers-declaration&country=DE&kind=person": "statement_country_kind",
    "statement=rivers-declaration&lateness=overdue": "statement_overdue",
    "statement=rivers-declaration&lateness=long-overdue": "statement_long_overdue",
    "statement=rivers-declaration&sort=waiting": "statement_waiting",
}


def plan(rows: QuerySet) -> str:
    """SQLite's own account of how it would read these rows."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(step[3] for step in cursor.fetchall())


def _index(told: str) -> str:
    """The index through which the submissions themselves are read."""
    return re.search(r"tracker_submission USING INDEX (\w+)", told)[1]  # type: ignore[index]


def first_page(filters: ListFilters) -> QuerySet:
    return filters.found().order_by(*filters.order().by())[:51]


def test_board_is_read_in_the_order_of_an_index(cast: Cast) -> None:
    assert cast.declaration
    told = {
        query: plan(first_page(SubmissionFilters(QueryDict(query), today=TODAY))) for query in BOARD
    }

    assert {query: _index(told[query]) for query in BOARD} == BOARD
    assert [query for query in BOARD if SORTS in told[query]] == []


def test_board_joins_no_table(cast: Cast) -> None:
    """Once SQLite knows that statements are few, a join would make it sort all submissions."""
    assert cast.declaration
    filters = (SubmissionFilters(QueryDict(query), today=TODAY) for query in BOARD)

    assert [asked for asked in filters if " JOIN " in str(asked.found().query)] == []


def test_board_seeks_the_page_after_a_row(cast: Cast, capture_plans: list[str]) -> None:
    offer = cast.offered()
    offer.overdue_from = offer.long_overdue_from = offer.waiting_since = TODAY
    for query in BOARD:
        asked = SubmissionFilters(QueryDict(query), today=TODAY)
        found = asked.found()
        capture_plans.clear()

        page_of(found, asked.order(), after=cursor_of(offer, asked.order()))

        assert len(capture_plans) == 2
        for told in capture_plans:
            assert (query, SORTS in told) == (query, False)
            assert (query, "SCAN tracker_submission" in told) == (query, False)


@pytest.mark.parametrize("query", ["", "kind=person", "country=DE"])
def test_signatories_are_read_in_the_order_of_an_index(cast: Cast, query: str) -> None:
    told = plan(first_page(SignatoryFilters(QueryDict(query), today=TODAY)))

    assert SORTS not in told
    assert re.search("tracker_signatory USING INDEX signatory_", told)


@pytest.mark.parametrize(
    "query, index",
    [
        ("", "SCAN tracker_event"),
        ("kind=replies", "event_kind"),
        ("kind=checks", "event_kind"),
        ("statement=rivers-declaration", "event_statement"),
        ("recorded_from=2022-01-01", "event_recorded"),
        ("recorded_to=2022-01-01", "event_recorded"),
    ],
)
def test_events_are_read_in_the_order_of_an_index(cast: Cast, query: str, index: str) -> None:
    assert cast.declaration
    told = plan(first_page(EventFilters(QueryDict(query), today=TODAY)))

    assert index in told
    assert SORTS not in told


@pytest.mark.parametrize(
    "query, index",
    [
        ("", "statement_signed"),
        ("country=DE", "signed_country"),
        ("kind=person", "signed_kind"),
        ("country=DE&kind=person", "signed_country_kind"),
    ],
)
def test_signers_are_read_in_the_order_of_an_index(cast: Cast, query: str, index: str) -> None:
    asked = SignedFilters(QueryDict(query), today=TODAY, statement=cast.declaration)
    told = plan(first_page(asked))

    assert f"USING INDEX {index} " in told
    assert SORTS not in told


def test_few_names_are_looked_up_by_number(cast: Cast) -> None:
    cast.offered()
    rows = search.submissions_named(Submission.objects.public(), "rios")

    assert "USING INTEGER PRIMARY KEY (rowid=?)" in plan(rows.order_by("-offered_latest", "-pk"))


@pytest.fixture
def capture_plans() -> object:
    """The plan of every SELECT that runs, in order."""
    plans: list[str] = []

    def explain(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith("SELECT"):
            cursor = context["connection"].connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%s", "?"), params)
            plans.append("\n".join(step[3] for step in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans
