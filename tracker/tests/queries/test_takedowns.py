"""What was taken out of the public record: only what was public, and never a name or a text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict

from tracker.actions.checks import void_check
from tracker.actions.erasures import erase_own, erase_submission
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.statements import publish_statement, retire_statement
from tracker.choices import ErasureGround, ReplyKind, RetireReason, VoidReason
from tracker.models import Event, Submission
from tracker.queries import takedowns
from tracker.queries.takedowns import (
    TAKEDOWN_COLUMNS,
    TakedownFilters,
    TakedownRow,
    TakedownTotals,
    takedown_rows,
    takedown_totals,
)
from tracker.tests.cast import Cast
from tracker.tests.queries.test_plans import plan

NOON = "2022-06-01 12:00 +0000"


def rows(query: str = "") -> list[TakedownRow]:
    asked = TakedownFilters(QueryDict(query), today=date(2022, 6, 1))
    assert asked.problems() == []
    return takedown_rows(asked.found().order_by(*asked.order().by()))


def told(query: str = "") -> list[tuple[str, str, str]]:
    return [(row.kind, row.reason, row.reference) for row in rows(query)]


@pytest.fixture
def taken(cast: Cast) -> list[Submission]:
    """One of each kind, oldest first: check, reply, submission, erasure, another statement."""
    with time_machine.travel(NOON, tick=False):
        offers = [cast.offered(one) for one in (cast.rios, cast.fleuves, cast.mara)]
        void_check(cast.release(cast.check(*offers)), VoidReason.MISTAKE, by=cast.ben)
        reply = cast.replied(ReplyKind.DEFERRAL, *offers)
        void_reply(reply, VoidReason.DUPLICATE, by=cast.ben)
        void_submission(offers[0], VoidReason.NOT_AUTHORISED, by=cast.ben)
        erase_submission(offers[1], ErasureGround.COURT_ORDER, "", by=cast.ben)
    with time_machine.travel("2022-06-03 23:30 +0000", tick=False):
        retire_statement(cast.letter, RetireReason.LAW, by=cast.ben)
    return offers


def test_everything_that_was_public_is_told_newest_first(
    cast: Cast, taken: list[Submission]
) -> None:
    assert told() == [
        ("statement", "law", ""),
        ("erasure", "court-order", taken[1].reference),
        ("submission", "not-authorised", taken[0].reference),
        ("reply", "duplicate", ""),
        ("check", "mistake", ""),
    ]
    assert [row.day for row in rows()] == [date(2022, 6, 3), *[date(2022, 6, 1)] * 4]
    assert [row.statement for row in rows()] == ["", *["Rivers Declaration"] * 4]
    assert [row.url for row in rows()] == [
        "",
        f"/submissions/{taken[1].reference}/",
        *[""] * 3,
    ]


@pytest.mark.usefixtures("taken")
def test_no_name_and_no_text_is_told() -> None:
    said = repr(rows()) + repr(takedown_totals())

    for word in ("Ríos", "Rios", "Fleuves", "Mara", "Ann A.", "Ferry"):
        assert word not in said


def test_what_was_never_public_is_not_told(cast: Cast) -> None:
    offer, draft = cast.offer(), cast.draft("Locks", "locks")
    void_reply(cast.reply(ReplyKind.DEFERRAL, offer), VoidReason.SPAM, by=cast.ben)
    void_check(cast.check(offer), VoidReason.SPAM, by=cast.ben)
    void_reply(cast.release(cast.reply(ReplyKind.NOTE, offer, speaker="issuer")),
               VoidReason.SPAM, by=cast.ben)  # fmt: skip
    void_submission(offer, VoidReason.SPAM, by=cast.ben)
    early = cast.release(cast.offer(cast.fleuves, revision=draft.revisions.get()))
    void_submission(early, VoidReason.SPAM, by=cast.ben)
    erase_submission(cast.offer(cast.mara), ErasureGround.UNLAWFUL, "", by=cast.ben)

    assert rows() == []
    assert takedown_totals() == TakedownTotals([], None)


def test_an_offer_erased_at_its_own_request_is_told_so(cast: Cast) -> None:
    offer = cast.offered(cast.rios)

    erase_own(offer)

    assert told() == [("erasure", "own-request", offer.reference)]


def test_a_takedown_erased_afterwards_keeps_its_reason(cast: Cast) -> None:
    offer = cast.offered()
    void_submission(offer, VoidReason.TEST, by=cast.ben)
    erase_submission(offer, ErasureGround.OTHER_DUTY, "", by=cast.ben)

    assert told()[-1] == ("submission", "test", offer.reference)


def test_a_statement_published_again_keeps_its_takedown_with_its_title(cast: Cast) -> None:
    retired = retire_statement(cast.letter, RetireReason.ISSUER, by=cast.ben)
    publish_statement(retired, by=cast.ben)

    [row] = rows()
    assert (row.reason_label, row.statement) == ("Asked for by its issuer", "Ferry Letter")


@pytest.mark.parametrize(
    "query, kinds",
    [
        ("kind=reply", ["reply"]),
        ("reason=mistake", ["check"]),
        ("reason=law&kind=statement", ["statement"]),
        ("reason=law&kind=reply", []),
        ("statement=rivers-declaration", ["erasure", "submission", "reply", "check"]),
        ("taken_from=2022-06-02", ["statement"]),
        ("taken_to=2022-06-01&kind=check", ["check"]),
    ],
)
@pytest.mark.usefixtures("taken")
def test_filters_narrow_the_list(query: str, kinds: list[str]) -> None:
    assert [row.kind for row in rows(query)] == kinds


@pytest.mark.parametrize(
    "query", ["kind=x", "reason=x", "statement=ferry-letter", "taken_from=soon", "kind=&kind=x"]
)
@pytest.mark.usefixtures("taken")
def test_what_cannot_be_read_is_told(query: str) -> None:
    assert TakedownFilters(QueryDict(query), today=date(2022, 6, 1)).problems() != []


def test_totals_count_each_kind_and_reason(cast: Cast) -> None:
    for signatory in (cast.rios, cast.fleuves):
        void_submission(cast.offered(signatory), VoidReason.SPAM, by=cast.ben)
    void_submission(cast.offered(cast.mara), VoidReason.TEST, by=cast.ben)

    assert [(one.kind_label, one.reason_label, one.amount) for one in takedown_totals().rows] == [
        ("Submission taken out", "Spam", 2),
        ("Submission taken out", "Test entry", 1),
    ]


@pytest.mark.parametrize("most, expected", [(2, [("Test entry", 2)]), (3, None)])
def test_totals_are_of_the_newest_where_there_are_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, most: int, expected: list[tuple[str, int]] | None
) -> None:
    monkeypatch.setattr(takedowns, "MOST_COUNTED", most)
    void_submission(cast.offered(cast.rios), VoidReason.SPAM, by=cast.ben)
    for signatory in (cast.fleuves, cast.mara):
        void_submission(cast.offered(signatory), VoidReason.TEST, by=cast.ben)
    told = takedown_totals()

    assert told.newest == (most if expected else None)
    assert [(one.reason_label, one.amount) for one in told.rows] == (
        expected or [("Test entry", 2), ("Spam", 1)]
    )


@pytest.mark.usefixtures("taken")
def test_list_and_totals_ask_once_each(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        rows()
    with django_assert_num_queries(1):
        takedown_totals()


@pytest.mark.usefixtures("taken")
def test_takedowns_are_no_events_that_everybody_reads() -> None:
    public = Event.objects.visible_to(None).values_list("kind", flat=True)

    assert [kind for kind in public if kind.endswith(("-voided", "-retired"))] == []


def test_columns_tell_the_row(taken: list[Submission]) -> None:
    [row] = rows("kind=submission")

    assert {name: value_of(row) for name, value_of in TAKEDOWN_COLUMNS.items()} == {
        "number": row.pk,
        "day": "2022-06-01",
        "what_was_taken_out": "submission",
        "reason": "not-authorised",
        "reference": taken[0].reference,
        "statement": "Rivers Declaration",
        "statement_address": "/statements/rivers-declaration/",
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by size")
@pytest.mark.parametrize("query", ["", "kind=submission", "reason=spam"])
def test_list_reads_takedowns_and_not_all_events(cast: Cast, query: str) -> None:
    asked = TakedownFilters(QueryDict(query), today=date(2022, 6, 1))
    steps = plan(asked.found().order_by(*asked.order().by())[:51])

    assert "INDEX event_kind (kind=?)" in steps
    assert "SCAN tracker_event" not in steps
