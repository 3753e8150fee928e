"""What one submission is counted as by day."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.choices import Direction, Status
from tracker.rules.day_tallies import Days, day_counts

OFFERED, LATER, LAST = date(2022, 3, 1), date(2022, 3, 5), date(2022, 6, 1)
DAY = OFFERED.toordinal()
OFFER = Days(Direction.OFFER, Status.UNANSWERED, True, OFFERED)
ACK, REPLY, DECIDE, W = "acknowledging", "first-reply", "deciding", "waiting"
BEGUN = ("offered", "done", DAY)


@pytest.mark.parametrize(
    "changed, expected",
    [
        pytest.param(
            {},
            [(ACK, W, DAY), (REPLY, W, DAY), (DECIDE, W, DAY)],
            id="waits where the site knows up to now",
        ),
        pytest.param(
            {"known_until": LATER},
            [(ACK, "known", 4), (REPLY, "known", 4), (DECIDE, "known", 4)],
            id="waits as far as is known",
        ),
        pytest.param(
            {"status": Status.DEFERRED, "acknowledged": LATER, "replied": LATER},
            [(ACK, "done", 4), (REPLY, "done", 4), (DECIDE, W, DAY)],
            id="answered, not decided",
        ),
        pytest.param(
            {"status": Status.REFUSED, "acknowledged": LATER, "replied": LATER, "decided": LAST},
            [(ACK, "done", 4), (REPLY, "done", 4), (DECIDE, "done", 92)],
            id="decided",
        ),
        pytest.param(
            {"status": Status.REFUSED, "acknowledged": LATER, "decided": LATER},
            [(ACK, "done", 4), (REPLY, "not-needed", 0), (DECIDE, "done", 4)],
            id="decided without a reply",
        ),
        pytest.param(
            {"status": Status.WITHDRAWN},
            [(ACK, "ended", 0), (REPLY, "ended", 0), (DECIDE, "ended", 0)],
            id="taken back before any answer",
        ),
        pytest.param(
            {"status": Status.WITHDRAWN, "acknowledged": LATER, "replied": LATER},
            [(ACK, "done", 4), (REPLY, "done", 4), (DECIDE, "ended", 0)],
            id="taken back before the decision",
        ),
        pytest.param(
            {"status": Status.REFUSED, "acknowledged": date(2022, 2, 27), "replied": OFFERED},
            [(ACK, "done", 0), (REPLY, "done", 0), (DECIDE, W, DAY)],
            id="no answer takes less than no day",
        ),
    ],
)
def test_offer_is_counted_once_for_each_measure(
    changed: dict[str, object], expected: list[object]
) -> None:
    assert list(day_counts(replace(OFFER, **changed))) == [BEGUN, *expected]  # type: ignore[arg-type]


def test_what_the_policy_accepted_at_once_needed_no_answer() -> None:
    assert list(day_counts(replace(OFFER, status=Status.ACCEPTED, decided=OFFERED))) == [
        ("endorsed", "done", DAY),
        BEGUN,
        (ACK, "not-needed", 0),
        (REPLY, "not-needed", 0),
        (DECIDE, "not-needed", 0),
    ]


def test_vague_offer_is_not_measured() -> None:
    accepted = replace(OFFER, status=Status.ACCEPTED, acknowledged=LATER, decided=LATER)

    assert list(day_counts(replace(accepted, is_one_day=False))) == [
        ("endorsed", "done", LATER.toordinal()),
        ("offered", "undated", DAY),
        (ACK, "undated", 0),
        (REPLY, "undated", 0),
        (DECIDE, "undated", 0),
    ]


@pytest.mark.parametrize(
    "status, decided, expected",
    [
        (Status.INVITED, None, []),
        (Status.DECLINED, LATER, []),
        (Status.ACCEPTED, LATER, [("endorsed", "done", LATER.toordinal())]),
    ],
)
def test_invitation_is_counted_only_where_it_led_to_an_endorsement(
    status: Status, decided: date | None, expected: list[object]
) -> None:
    invited = Days(Direction.INVITATION, status, True, OFFERED, decided=decided)

    assert list(day_counts(invited)) == expected
