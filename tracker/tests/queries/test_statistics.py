"""The numbers of the statistics: from tallies alone, whatever the number of submissions."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.statements import retire_statement
from tracker.actions.tallies import fold_events
from tracker.choices import Measure, ReplyKind, RetireReason, SignatoryKind
from tracker.queries.statistics import Group, Standing, issuer_rows, statistics_of
from tracker.queries.statistics_tables import records_of, tables_of
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

TODAY = date(2022, 6, 1)


def record(cast: Cast) -> None:
    """At the letter, six offers, two accepted, one refused; an invitation to the declaration."""
    offers = crowd(cast, 6, signed_country="CL")
    cast.replied(ReplyKind.ACCEPTANCE, *offers[:2], dated="2022-03-05")
    cast.replied(ReplyKind.REFUSAL, offers[2], dated="2022-04-01")
    cast.release(cast.invite(cast.mara))
    fold_events()


def test_statistics_of_one_statement(cast: Cast) -> None:
    record(cast)

    told = statistics_of(cast.letter, TODAY)

    assert (told.total, told.is_enough, told.vague) == (6, True, 0)
    assert told.standings == [
        Standing("offer", "unanswered", 3),
        Standing("offer", "accepted", 2),
        Standing("offer", "refused", 1),
    ]
    assert told.countries == [Group("CL", 6, accepted=2, waiting=3, refused=1, withdrawn=0)]
    assert [(one.key, one.submissions) for one in told.kinds] == [(SignatoryKind.ORGANISATION, 6)]
    assert [(one.stated.edtf, one.offered, one.endorsed) for one in told.periods][::4] == [
        ("2022-03-01", 6, 0),
        ("2022-03-05", 0, 2),
    ]
    decided = told.answers[Measure.DECIDING]
    assert (decided.offered, decided.done, decided.waiting, decided.unknown) == (6, 3, 3, 0)
    assert (decided.spread, decided.waiting_spread) == (None, None)
    assert [
        (one.least, one.done, one.waiting) for one in decided.classes if one.done + one.waiting
    ] == [
        (4, 2, 0),
        (31, 1, 0),
        (91, 0, 3),
    ]


def test_statistics_of_the_record_are_of_published_statements(cast: Cast) -> None:
    record(cast)

    assert statistics_of(None, TODAY).total == 7
    assert [(one.direction, one.status) for one in statistics_of(None, TODAY).standings][-1] == (
        "invitation",
        "invited",
    )
    retire_statement(cast.letter, RetireReason.MISTAKE, by=cast.ben)

    told = statistics_of(None, TODAY)
    assert (told.total, told.is_enough) == (1, False)
    assert [one.key for one in told.countries] == ["KE"]
    assert told.periods == []
    assert {one.offered for one in told.answers.values()} == {0}


def test_observed_waiting_ends_with_what_is_known(cast: Cast) -> None:
    cast.release(cast.check(cast.offered(), dated="2022-03-11"))
    fold_events()

    told = statistics_of(cast.declaration, TODAY).answers[Measure.DECIDING]

    assert (told.waiting, told.unknown) == (1, 1)


def test_vague_offers_are_counted_apart(cast: Cast) -> None:
    cast.offered(offered="2022-03")
    fold_events()

    told = statistics_of(cast.declaration, TODAY)

    assert (told.vague, told.answers[Measure.DECIDING].undated) == (1, 1)
    assert [one.stated.edtf for one in told.periods] == ["2022-03-31"]


def test_issuers_need_five_offers(cast: Cast) -> None:
    record(cast)
    other = cast.signatory("Lock Keepers")
    draft = cast.draft("Locks", "locks", issuer=other, custody="hosted")
    crowd(cast, 4, stem="Lock", revision=cast.publish(draft).revisions.get())

    (row,) = issuer_rows(TODAY)

    assert (row.slug, row.name) == ("harbour-assembly", "Harbour Assembly")
    assert [(one, told.offered, told.done) for one, told in row.answers.items()] == [
        (Measure.ACKNOWLEDGING, 6, 3),
        (Measure.REPLYING, 6, 3),
        (Measure.DECIDING, 6, 3),
    ]


def test_issuers_are_not_compared_by_offers_that_cannot_be_measured(cast: Cast) -> None:
    """An answer to an offer without a day may have come: nobody is shown as not having given it."""
    offers = crowd(cast, 6, offered="2022-02")
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, *offers, dated="2022-03-05")
    fold_events()

    assert issuer_rows(TODAY) == []


@pytest.mark.parametrize("amount", [5, 60])
def test_statistics_read_no_submission(cast: Cast, amount: int) -> None:
    crowd(cast, amount)
    with CaptureQueriesContext(connection) as asked:
        assert statistics_of(None, TODAY).total == amount
        assert [row.slug for row in issuer_rows(TODAY)] == ["harbour-assembly"]

    assert len(asked) == 3
    assert [query["sql"] for query in asked if "tracker_submission" in query["sql"]] == []


def test_tables_hold_what_the_pictures_show(cast: Cast) -> None:
    record(cast)

    tables = tables_of(statistics_of(None, TODAY), issuer_rows(TODAY))

    assert list(tables) == [
        "over-time",
        "standings",
        "answers",
        "days",
        "kinds",
        "countries",
        "issuers",
    ]
    assert records_of(tables["countries"])[0] == {
        "country": "CL",
        "submissions": 6,
        "accepted": 2,
        "waiting": 3,
        "refused_or_declined": 1,
        "withdrawn": 0,
        "accepted_percent": 33.3,
    }
    assert records_of(tables["countries"])[1]["accepted_percent"] is None
    assert tables["issuers"].rows[0][:3] == (
        "Harbour Assembly",
        f"{settings.SITE_URL}/signatories/harbour-assembly/",
        "acknowledging",
    )


def test_tables_tell_days_as_iso_and_by_class(cast: Cast) -> None:
    record(cast)

    tables = tables_of(statistics_of(cast.letter, TODAY), None)

    assert records_of(tables["over-time"])[-1] == {
        "from": "2022-03-05",
        "to": "2022-03-05",
        "offered": 0,
        "endorsed": 2,
        "offered_so_far": 6,
        "endorsed_so_far": 2,
    }
    assert records_of(tables["answers"])[2] == {
        "answer": "deciding",
        "offers": 6,
        "came": 3,
        "waiting": 3,
        "waiting_known_to_last_check": 0,
        "taken_back_before": 0,
        "decided_without": 0,
        "not_dated_to_the_day": 0,
        "median_days": None,
        "least_days": None,
        "most_days": None,
    }
    assert tables["days"].rows[2] == ("acknowledging", 4, 7, 2, 0)


def test_tables_of_fewer_than_five_are_empty(cast: Cast) -> None:
    cast.offered()
    fold_events()

    tables = tables_of(statistics_of(cast.declaration, TODAY), None)

    assert "issuers" not in tables
    assert [table.rows for table in tables.values()] == [[]] * 6


def test_median_is_told_of_five(cast: Cast) -> None:
    for number, offer in enumerate(crowd(cast, 5)):
        cast.replied(ReplyKind.ACCEPTANCE, offer, dated=f"2022-03-{2 + 2 * number:02}")
    fold_events()

    row = records_of(tables_of(statistics_of(cast.letter, TODAY), None)["answers"])[0]

    assert (row["median_days"], row["least_days"], row["most_days"]) == (5, 1, 9)
