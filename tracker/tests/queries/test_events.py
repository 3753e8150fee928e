"""The public events: which are told, in which words, and which never."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict

from tracker.choices import ReplyKind
from tracker.models import Event
from tracker.queries.events import EVENT_COLUMNS, EventFilters, event_rows
from tracker.tests.cast import Cast


def filters(query: str) -> EventFilters:
    return EventFilters(QueryDict(query), today=date(2022, 6, 1))


def sentences(query: str = "") -> list[str]:
    asked = filters(query)
    assert asked.problems() == []
    return [row.sentence for row in event_rows(asked.found().order_by(*asked.order().by()))]


PUBLISHED = "The statement entered the public record"
OFFERED = "Ríos Libres offered to sign, dated 1 March 2022"
ACCEPTED = "Harbour Assembly accepted the submission of Ríos Libres, dated 5 March 2022"


def test_found_tells_what_is_public_newest_first(cast: Cast) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    cast.offer(cast.fleuves)
    cast.reply(ReplyKind.WITHDRAWAL, offer)

    assert sentences() == [ACCEPTED, OFFERED, PUBLISHED]


def test_found_tells_no_withheld_name(cast: Cast) -> None:
    offer = cast.offered(visibility="withheld")
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    rows = event_rows(filters("").found())

    assert [row.sentence for row in rows][:2] == [
        "Harbour Assembly accepted the submission of A signatory whose name is withheld, "
        "dated 5 March 2022",
        "A signatory whose name is withheld offered to sign, dated 1 March 2022",
    ]
    assert Event.objects.filter(subject_label__contains="Ríos").exists()
    assert "Ríos" not in repr(rows)


def test_found_tells_a_reply_to_many_by_their_number(cast: Cast) -> None:
    offers = [cast.offered(cast.rios), cast.offered(cast.fleuves)]
    cast.replied(ReplyKind.DEFERRAL, *offers)
    [row, *_rest] = event_rows(filters("").found())

    assert row.sentence == (
        "Harbour Assembly needs more time to decide on 2 submissions, dated 5 March 2022"
    )
    assert row.url == "/statements/rivers-declaration/"


def test_found_narrows_to_what_is_asked(cast: Cast) -> None:
    table = {
        "kind=submissions": [OFFERED],
        "kind=replies": [ACCEPTED],
        "kind=statements": [PUBLISHED, PUBLISHED],
        "kind=corrections": [],
        "statement=rivers-declaration": [ACCEPTED, OFFERED, PUBLISHED],
        "statement=ferry-letter": [PUBLISHED],
        "statement=ferry-letter&kind=replies": [],
    }
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered())
    assert cast.letter

    assert {query: sentences(query) for query in table} == table


def test_found_narrows_to_days_of_recording(cast: Cast) -> None:
    table = {
        "recorded_from=2022-03-02": [2],
        "recorded_to=2022-03-01": [0, 1],
        "recorded_from=2022-03-01&recorded_to=2022-03-01": [1],
        "recorded_from=2022-03-03": [],
        "recorded_to=2022-02-27": [],
    }
    days = [
        datetime(2022, 2, 28, 23, 59, tzinfo=UTC),
        datetime(2022, 3, 1, tzinfo=UTC),
        datetime(2022, 3, 2, 12, tzinfo=UTC),
    ]
    cast.offered()
    cast.offered(cast.fleuves)
    public = list(Event.objects.visible_to(None).order_by("pk"))
    Event.objects.update(recorded_at=days[0])
    for event, day in zip(public, days, strict=True):
        Event.objects.filter(pk=event.pk).update(recorded_at=day)

    def places(query: str) -> list[int]:
        return [public.index(event) for event in filters(query).found().order_by("pk")]

    assert {query: places(query) for query in table} == table


def test_problems_are_told(cast: Cast) -> None:
    assert filters("kind=all&statement=secret&recorded_to=x").problems() == [
        "What happened: “all” is not one of the choices.",
        "Statement: “secret” is not the address of a public statement.",
        "Recorded to: This is not a day. Write it as 2022-01-30.",
    ]


def test_offer_choices_keeps_the_chosen_statement(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.declaration
    assert cast.letter
    monkeypatch.setattr("tracker.queries.statement_choices.MOST_STATEMENTS", 1)

    def offered(query: str) -> list[str]:
        asked = filters(query)
        asked.offer_choices()
        return [value for value, _label in asked.form.fields["statement"].widget.choices]

    assert offered("") == ["", "ferry-letter"]
    assert offered("statement=ferry-letter") == ["", "ferry-letter"]
    assert offered("statement=rivers-declaration") == ["", "ferry-letter", "rivers-declaration"]


def test_rows_ask_once_whatever_their_number(cast: Cast, django_assert_num_queries: Any) -> None:
    cast.offered()
    cast.offered(cast.fleuves)

    with django_assert_num_queries(1):
        event_rows(filters("").found())


def test_columns_tell_the_row(cast: Cast) -> None:
    offer = cast.offered()
    Event.objects.update(recorded_at=datetime(2022, 3, 1, 12, tzinfo=UTC))
    [row, *_rest] = event_rows(filters("").found())

    assert {name: value_of(row) for name, value_of in EVENT_COLUMNS.items()} == {
        "number": row.pk,
        "recorded_at": "2022-03-01T12:00:00+00:00",
        "kind": "submission-released",
        "event": OFFERED,
        "statement": "Rivers Declaration",
        "statement_address": "/statements/rivers-declaration/",
        "address": f"/submissions/{offer.reference}/",
        "proof_address": "",
    }
