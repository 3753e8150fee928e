"""Many rows at once: validated by value, written together where they change alike."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.bulk import clean_rows, snapshot, store_changed
from tracker.choices import SignatoryKind, Status
from tracker.models import Signatory, Submission
from tracker.tests.cast import Cast

COLUMNS = ("status", "is_public", "waiting_since")


def row(**values: str) -> Signatory:
    facts = {"name": "Ríos", "slug": "rios", "kind": SignatoryKind.ORGANISATION, "country": "CL"}
    return Signatory(**(facts | values))


def test_clean_rows_passes_what_clean_fields_would_pass() -> None:
    rows = [row(), row(name="Fleuves", country=""), row(name="Ríos")]

    clean_rows(rows)

    assert [(one.name, one.country.code or "") for one in rows] == [
        ("Ríos", "CL"),
        ("Fleuves", ""),
        ("Ríos", "CL"),
    ]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"country": "ZZ"}, "country"),
        ({"kind": "club"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"url": "no address"}, "url"),
    ],
)
def test_clean_rows_refuses_what_clean_fields_would_refuse(
    values: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_rows([row(), row(**values)])

    assert list(refused.value.message_dict) == [field]


def test_clean_rows_asks_the_database_nothing(cast: Cast) -> None:
    offer = cast.offer()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        clean_rows([offer, offer])
    assert len(queries) == 0


def test_store_changed_writes_rows_that_change_alike_together(cast: Cast) -> None:
    rows = [cast.offer(one) for one in (cast.rios, cast.fleuves, cast.network)]
    before = snapshot(rows, COLUMNS)
    for one in rows[:2]:
        one.status = Status.ACCEPTED
    rows[2].status, rows[2].is_public = Status.REFUSED, True

    with CaptureQueriesContext(connection) as queries:
        store_changed(rows, before, COLUMNS)

    assert len(queries) == 2
    stored = Submission.objects.order_by("pk").values_list("status", "is_public")
    assert list(stored) == [
        (Status.ACCEPTED, False),
        (Status.ACCEPTED, False),
        (Status.REFUSED, True),
    ]


def test_store_changed_writes_nothing_where_nothing_changed(cast: Cast) -> None:
    rows = [cast.offer()]

    with CaptureQueriesContext(connection) as queries:
        store_changed(rows, snapshot(rows, COLUMNS), COLUMNS)
    assert len(queries) == 0


def test_store_changed_leaves_other_columns_as_they_are(cast: Cast) -> None:
    one = cast.offer()
    before = snapshot([one], COLUMNS)
    one.message, one.status = "changed by nobody", Status.REFUSED

    store_changed([one], before, COLUMNS)

    one.refresh_from_db()
    assert (one.message, one.status) == ("", Status.REFUSED)
