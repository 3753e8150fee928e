"""Where a submission stands after every kind of reply, in whatever order they are recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.choices import Custody, Direction, Party, ReplyKind, Status
from tracker.rules.dates import exact_day
from tracker.rules.status import AWAITS, LEADS, SPEAKERS, Move, Opening, awaits, derive_status
from tracker.tests.rules.replays import FIRST_DAY, clocks, day, move, opened, replay

ISSUERS = [Status.UNANSWERED, Status.ACKNOWLEDGED, Status.QUERIED, Status.DEFERRED]
# Replies that bring a submission offered on the first day into each status.
PATHS: dict[str, list[ReplyKind]] = {
    Status.UNANSWERED: [],
    Status.ACKNOWLEDGED: [ReplyKind.ACKNOWLEDGEMENT],
    Status.QUERIED: [ReplyKind.QUESTION],
    Status.DEFERRED: [ReplyKind.DEFERRAL],
    Status.ACCEPTED: [ReplyKind.ACCEPTANCE],
    Status.REFUSED: [ReplyKind.REFUSAL],
    Status.WITHDRAWN: [ReplyKind.WITHDRAWAL],
    Status.INVITED: [],
    Status.DECLINED: [ReplyKind.DECLINE],
    Status.UNCONFIRMED: [],
    Status.VOID: [],
}
# Which kind moves which status where; every pair that is not named here leaves all as it is.
MOVES: dict[ReplyKind, tuple[Status, list[Status]]] = {
    ReplyKind.ACKNOWLEDGEMENT: (Status.ACKNOWLEDGED, [Status.UNANSWERED]),
    ReplyKind.QUESTION: (Status.QUERIED, ISSUERS),
    ReplyKind.ANSWER: (Status.ACKNOWLEDGED, [Status.QUERIED]),
    ReplyKind.DEFERRAL: (Status.DEFERRED, ISSUERS),
    ReplyKind.ACCEPTANCE: (Status.ACCEPTED, [*ISSUERS, Status.REFUSED]),
    ReplyKind.LISTING: (Status.ACCEPTED, [*ISSUERS, Status.REFUSED, Status.INVITED]),
    ReplyKind.AGREEMENT: (Status.ACCEPTED, [Status.INVITED, Status.DECLINED]),
    ReplyKind.REFUSAL: (Status.REFUSED, [*ISSUERS, Status.ACCEPTED]),
    ReplyKind.DECLINE: (Status.DECLINED, [Status.INVITED]),
    ReplyKind.WITHDRAWAL: (
        Status.WITHDRAWN,
        [*ISSUERS, Status.INVITED, Status.ACCEPTED, Status.REFUSED],
    ),
}


def opened_as(status: str) -> Opening:
    invited = status in {Status.INVITED, Status.DECLINED}
    return opened(
        direction=Direction.INVITATION if invited else Direction.OFFER,
        is_confirmed=status != Status.UNCONFIRMED,
        is_void=status == Status.VOID,
    )


# Statuses


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", ReplyKind)
def test_every_kind_from_every_status(kind: ReplyKind, status: Status) -> None:
    before = [Move(one, exact_day(FIRST_DAY + timedelta(days=2)), 1) for one in PATHS[status]]
    last = move(kind, "2022-03-10", order=9)

    assert derive_status(opened_as(status), before).status == status
    target, sources = MOVES.get(kind, (None, []))
    expected = target if status in sources else status
    assert derive_status(opened_as(status), [*before, last]).status == expected


def test_every_status_and_kind_has_its_rule() -> None:
    assert set(AWAITS) == set(Status)
    assert set(SPEAKERS) == set(ReplyKind)
    assert set(MOVES) == set(LEADS)


@pytest.mark.parametrize(
    "party, statuses",
    [
        (Party.SIGNATORY, ["unconfirmed", "invited", "queried"]),
        (Party.ISSUER, ["unanswered", "acknowledged", "deferred"]),
        (Party.NOBODY, ["accepted", "refused", "declined", "withdrawn", "void"]),
    ],
)
def test_awaits_says_who_must_act(party: Party, statuses: list[str]) -> None:
    assert [status for status in Status if awaits(status) == party] == statuses
    for status in statuses:
        standing = derive_status(
            opened_as(status), [move(kind, "2022-03-02") for kind in PATHS[status]]
        )
        assert standing.awaiting == party
        assert (standing.waiting_since is None) is (party == Party.NOBODY)


@pytest.mark.parametrize("values", [{"is_confirmed": False}, {"is_void": True}])
def test_unconfirmed_and_void_offers_have_no_clocks(values: dict[str, bool]) -> None:
    standing = replay((ReplyKind.REFUSAL, "2022-03-05"), **values)

    assert clocks(standing) == (None, None)
    assert (standing.overdue_from, standing.long_overdue_from) == (None, None)
    assert standing.decided_on is None


def test_automatic_policy_accepts_on_the_day_of_the_offer() -> None:
    standing = replay(is_automatic=True)

    assert (standing.status, standing.awaiting) == (Status.ACCEPTED, Party.NOBODY)
    assert (standing.decided_on, standing.waiting_since) == (FIRST_DAY, None)
    assert clocks(standing) == (None, None)


def test_automatic_policy_does_not_accept_an_invitation_for_the_invited() -> None:
    assert replay(is_automatic=True, direction=Direction.INVITATION).status == Status.INVITED


def test_withdrawal_after_acceptance_stays_in_the_record() -> None:
    standing = replay(
        (ReplyKind.ACCEPTANCE, "2022-03-05"),
        (ReplyKind.WITHDRAWAL, "2022-06-01"),
        (ReplyKind.ACCEPTANCE, "2022-07-01"),
    )

    assert (standing.status, standing.awaiting) == (Status.WITHDRAWN, Party.NOBODY)
    assert standing.decided_on == day("2022-03-05")


def test_withdrawal_before_a_decision_is_no_decision() -> None:
    standing = replay((ReplyKind.WITHDRAWAL, "2022-03-05"))

    assert standing.decided_on is None
    assert standing.acknowledged_on is None
    assert clocks(standing) == (None, None)


def test_refusal_after_acceptance_is_decided_on_its_own_day() -> None:
    standing = replay((ReplyKind.ACCEPTANCE, "2022-03-05"), (ReplyKind.REFUSAL, "2022-03-09"))

    assert (standing.status, standing.decided_on) == (Status.REFUSED, day("2022-03-09"))


# Facts beside the status: published, listed, contested, first reply


def test_listing_without_reply_is_no_first_reply() -> None:
    standing = replay((ReplyKind.LISTING, "2022-03-05"))

    assert (standing.status, standing.listed_on) == (Status.ACCEPTED, day("2022-03-05"))
    assert standing.first_reply_on is None


def test_listing_and_publication_keep_their_first_day() -> None:
    standing = replay(
        (ReplyKind.PUBLICATION, "2022-03-07"),
        (ReplyKind.LISTING, "2022-03-08"),
        (ReplyKind.PUBLICATION, "2022-03-03"),
        (ReplyKind.LISTING, "2022-03-09"),
    )

    assert (standing.published_on, standing.listed_on) == (day("2022-03-03"), day("2022-03-08"))


def test_listing_of_a_withdrawn_one_is_told_beside_its_status() -> None:
    standing = replay((ReplyKind.WITHDRAWAL, "2022-03-05"), (ReplyKind.LISTING, "2022-03-08"))

    assert (standing.status, standing.listed_on) == (Status.WITHDRAWN, day("2022-03-08"))


def test_dispute_marks_as_contested_and_changes_no_status() -> None:
    before = replay((ReplyKind.REFUSAL, "2022-03-05"))
    after = replay((ReplyKind.REFUSAL, "2022-03-05"), (ReplyKind.DISPUTE, "2022-03-06"))

    assert (before.is_contested, after.is_contested) == (False, True)
    assert after.status == before.status


@pytest.mark.parametrize(
    "direction, kind, counts",
    [
        (Direction.OFFER, ReplyKind.ACKNOWLEDGEMENT, True),
        (Direction.OFFER, ReplyKind.DEFERRAL, True),
        (Direction.OFFER, ReplyKind.REFUSAL, True),
        (Direction.OFFER, ReplyKind.LISTING, False),
        (Direction.OFFER, ReplyKind.REMINDER, False),
        (Direction.OFFER, ReplyKind.RESEND, False),
        (Direction.OFFER, ReplyKind.PUBLICATION, False),
        (Direction.OFFER, ReplyKind.WITHDRAWAL, False),
        (Direction.OFFER, ReplyKind.NOTE, False),
        (Direction.INVITATION, ReplyKind.AGREEMENT, True),
        (Direction.INVITATION, ReplyKind.DECLINE, True),
        (Direction.INVITATION, ReplyKind.WITHDRAWAL, True),
        (Direction.INVITATION, ReplyKind.RESEND, False),
        (Direction.INVITATION, ReplyKind.PUBLICATION, False),
        (Direction.INVITATION, ReplyKind.LISTING, False),
    ],
)
def test_first_reply_comes_from_the_side_that_was_asked(
    direction: Direction, kind: ReplyKind, counts: bool
) -> None:
    standing = replay((kind, "2022-03-05"), direction=direction)

    assert standing.first_reply_on == (day("2022-03-05") if counts else None)


def test_first_reply_is_the_first_in_order_of_date() -> None:
    standing = replay((ReplyKind.DEFERRAL, "2022-03-09"), (ReplyKind.ACKNOWLEDGEMENT, "2022-03-05"))

    assert standing.first_reply_on == day("2022-03-05")


# Order


def test_replies_of_one_day_count_in_the_order_of_recording() -> None:
    refused_last = [
        move(ReplyKind.REFUSAL, "2022-03-05", order=2),
        move(ReplyKind.ACCEPTANCE, "2022-03-05", order=1),
    ]

    assert derive_status(opened(), refused_last).status == Status.REFUSED


@given(st.data())
def test_the_order_of_recording_does_not_matter(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(ReplyKind), min_size=2, max_size=6))
    days = data.draw(
        st.lists(st.integers(1, 200), min_size=len(kinds), max_size=len(kinds), unique=True)
    )
    opening = opened(
        direction=data.draw(st.sampled_from(Direction)), custody=data.draw(st.sampled_from(Custody))
    )

    def moves() -> list[Move]:
        orders = data.draw(st.permutations(range(len(kinds))))
        made = [
            Move(kind, exact_day(FIRST_DAY + timedelta(days=after)), order)
            for kind, after, order in zip(kinds, days, orders, strict=True)
        ]
        return data.draw(st.permutations(made))

    assert derive_status(opening, moves()) == derive_status(opening, moves())
