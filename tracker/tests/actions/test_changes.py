"""How an action takes a row for writing and notes what it changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import gettext_lazy

from tracker.actions.changes import (
    fill,
    fill_date,
    kept,
    locked,
    locked_record,
    plain,
    require_dates,
)
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind, Status
from tracker.models import Membership, Signatory, Source, Submission
from tracker.rules.refusals import Conflict, Refused
from tracker.tests.cast import Cast


def test_fill_tells_only_what_differs() -> None:
    row = Signatory(name="Alpha", kind="person")

    changes = fill(row, {"name": "Beta", "kind": "person"}, ("kind", "name", "url"))

    assert changes == {"name": ["Alpha", "Beta"]}
    assert row.name == "Beta"


def test_fill_takes_no_field_that_it_is_not_meant_to() -> None:
    with pytest.raises(TypeError, match=r"no such fields: \['slug', 'version'\]"):
        fill(Signatory(), {"name": "A", "version": 7, "slug": "a"}, ("name",))


def test_fill_tells_relations_by_number_and_countries_by_code() -> None:
    network = Signatory(pk=7, country="")
    assert fill(Membership(), {"network": network}, ("network",)) == {"network": [None, 7]}
    assert fill(network, {"country": "FR"}, ("country",)) == {"country": ["", "FR"]}


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, None),
        (True, True),
        (7, 7),
        ("x", "x"),
        ({"a": ["b"]}, {"a": ["b"]}),
        ([1], [1]),
        (Status.VOID, "void"),
        (date(2022, 1, 30), "2022-01-30"),
        (datetime(2022, 1, 30, tzinfo=UTC), "2022-01-30 00:00:00+00:00"),
        (gettext_lazy("Draft"), "Draft"),
        (Signatory(pk=7), 7),
        (Signatory(country=None).country, ""),
        (Source(file="sources/a.pdf").file, "sources/a.pdf"),
    ],
)
def test_plain_is_fit_for_json(value: object, expected: object) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize(
    "offered, expected",
    [
        ("", (None, None)),
        ("2022-01", (date(2022, 1, 1), date(2022, 1, 31))),
    ],
)
def test_fill_date_sets_first_and_last_day(
    offered: str, expected: tuple[date | None, date | None]
) -> None:
    row = Submission(offered=offered, offered_earliest=date(2020, 1, 1))

    stated = fill_date(row, "offered")

    assert (row.offered_earliest, row.offered_latest) == expected
    assert (stated is None) is (offered == "")


def test_fill_date_refuses_on_its_field() -> None:
    with pytest.raises(Refused) as refused:
        fill_date(Submission(offered="soon"), "offered")
    assert list(refused.value.message_dict) == ["offered"]


def test_require_dates_passes_over_empty_ones() -> None:
    row = Membership(since="2022~", until="")
    require_dates(row, "since", "until")

    row.until = "soon"
    with pytest.raises(Refused) as refused:
        require_dates(row, "since", "until")
    assert list(refused.value.message_dict) == ["until"]


def test_locked_is_the_row_as_it_is_now(cast: Cast) -> None:
    stale = Signatory.objects.get(pk=cast.rios.pk)
    Signatory.objects.filter(pk=stale.pk).update(name="Aguas")

    assert locked(stale).name == "Aguas"


def test_locked_tells_that_somebody_removed_it(cast: Cast) -> None:
    with pytest.raises(Conflict, match="Somebody removed this since you opened it"):
        locked(Signatory(pk=cast.rios.pk + 1000))


@pytest.mark.parametrize("seen", [None, 1])
def test_locked_record_passes_what_was_seen(cast: Cast, seen: int | None) -> None:
    assert locked_record(cast.rios, seen) == cast.rios


def test_locked_record_tells_everything_that_happened_since(cast: Cast) -> None:
    rios = cast.rios
    for version, changes in (
        (2, {"country": ["CL", "AR"]}),
        (3, {}),
        (4, {"clauses": [1, 2]}),
    ):
        rios.version = version
        record_event(Happened(EventKind.SIGNATORY_CHANGED, rios, changes=changes), by=cast.ben)
    rios.save()

    with pytest.raises(Conflict) as refused:
        locked_record(rios, 1)

    assert refused.value.messages == [
        "Somebody changed this since you opened it (ben: country: “CL” → “AR”; ben: Signatory "
        "changed; ben: clauses: “1” → “2”). Nothing of yours was saved over it; what you typed is "
        "still here. Look at the current record, then save again."
    ]


def test_kept_reads_a_column(cast: Cast) -> None:
    assert [kept(cast.rios, name) for name in ("name", "country", "recorded_by", "url")] == [
        "Ríos Libres",
        "CL",
        cast.anna.pk,
        "",
    ]
