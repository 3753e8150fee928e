"""The queues of the desk: bounded counts, and bands that leave nobody out or in twice."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.choices import Lateness, ReplyKind
from tracker.models import Submission
from tracker.queries import desk
from tracker.queries.desk import amount, in_time, waiting_by_age, with_old_checks
from tracker.tests.cast import Cast

BANDS = (*Lateness, "no-date")


def test_amount_counts_no_further_than_it_tells(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST", 1)
    cast.offer(cast.rios)
    assert not amount(Submission.objects.all()).is_over

    cast.offer(cast.fleuves)
    cast.offer(cast.mara)

    told = amount(Submission.objects.all())
    assert (told.number, told.is_over) == (2, True)


@pytest.mark.parametrize(
    "today, band",
    [
        (date(2022, 3, 8), Lateness.IN_TIME),
        (date(2022, 3, 9), Lateness.OVERDUE),
        (date(2022, 3, 15), Lateness.OVERDUE),
        (date(2022, 3, 16), Lateness.LONG_OVERDUE),
    ],
)
def test_bands_follow_the_promised_days(cast: Cast, today: date, band: str) -> None:
    cast.offer(cast.rios, revision=cast.letter_wording)

    found = {one: waiting_by_age(Submission.objects.all(), one, today).count() for one in BANDS}

    assert found == {one: int(one == band) for one in BANDS}


@pytest.mark.parametrize("status", ["unanswered", "acknowledged", "deferred"])
@pytest.mark.parametrize("decide_by", [None, date(2022, 4, 1)])
@pytest.mark.parametrize(
    "overdue_from, long_overdue_from",
    [
        (None, None),
        (date(2022, 3, 8), None),
        (date(2022, 3, 9), None),
        (date(2022, 3, 1), date(2022, 3, 20)),
        (date(2022, 3, 9), date(2022, 3, 20)),
    ],
)
def test_parts_of_what_is_in_time_are_its_band(
    cast: Cast,
    status: str,
    decide_by: date | None,
    overdue_from: date | None,
    long_overdue_from: date | None,
) -> None:
    rows, today = Submission.objects.all(), date(2022, 3, 8)
    cast.offer(cast.rios)
    rows.update(
        status=status,
        decide_by=decide_by,
        overdue_from=overdue_from,
        long_overdue_from=long_overdue_from,
    )

    parts = [part.count() for part in in_time(rows, today)]

    assert sum(parts) == waiting_by_age(rows, Lateness.IN_TIME, today).count()
    assert amount(*in_time(rows, today)).number == sum(parts)


def test_deferral_without_a_date_has_a_band_of_its_own(cast: Cast) -> None:
    offer = cast.offered(cast.rios)
    cast.replied(ReplyKind.DEFERRAL, offer)

    found = {
        one: waiting_by_age(Submission.objects.all(), one, date(2030, 1, 1)).count()
        for one in BANDS
    }

    assert found == {one: int(one == "no-date") for one in BANDS}


def test_who_waits_for_nobody_is_in_no_band(cast: Cast) -> None:
    offer = cast.offered(cast.rios)
    cast.replied(ReplyKind.ACCEPTANCE, offer)

    rows = Submission.objects.all()
    assert [waiting_by_age(rows, one, date(2030, 1, 1)).count() for one in BANDS] == [0, 0, 0, 0]


def test_check_becomes_a_task_after_ninety_days(cast: Cast) -> None:
    offer = cast.offered(cast.rios)
    cast.release(cast.check(offer, dated="2022-06-01"))
    cast.offer(cast.fleuves, revision=cast.letter_wording)
    rows = Submission.objects.all()

    assert list(with_old_checks(rows, date(2022, 8, 30))) == []
    assert list(with_old_checks(rows, date(2022, 8, 31))) == [offer]
