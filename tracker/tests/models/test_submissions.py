"""The questions that lists and the desk ask of submissions, replies, checks and corrections."""

from datetime import date

import pytest

from tracker.actions.corrections import record_correction
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.choices import Party, ReplyKind, Visibility, VoidReason
from tracker.models import Check, Correction, Reply, Signatory, Statement, Submission
from tracker.tests.cast import Cast


def test_unreleased_are_those_that_wait_for_release(cast: Cast) -> None:
    waiting = cast.offer()
    cast.offered(cast.fleuves)
    void_submission(cast.offer(cast.mara), VoidReason.SPAM, by=cast.ben)

    assert list(Submission.objects.unreleased()) == [waiting]


@pytest.mark.parametrize(
    "party, expected",
    [(Party.ISSUER, ["rios"]), (Party.SIGNATORY, ["fleuves"]), (Party.NOBODY, [])],
)
def test_waiting_for_says_who_must_act(cast: Cast, party: Party, expected: list[str]) -> None:
    cast.offer()
    cast.invite(cast.fleuves)

    rows = Submission.objects.waiting_for(party)
    assert [row.signatory for row in rows] == [getattr(cast, name) for name in expected]


@pytest.mark.parametrize(
    "today, overdue, long_overdue",
    [
        (date(2022, 3, 8), False, False),
        (date(2022, 3, 9), True, False),
        (date(2022, 3, 15), True, False),
        (date(2022, 3, 16), True, True),
    ],
)
def test_overdue_is_a_comparison_made_when_read(
    cast: Cast, today: date, overdue: bool, long_overdue: bool
) -> None:
    cast.offered(revision=cast.letter_wording)

    assert Submission.objects.overdue(today).exists() is overdue
    assert Submission.objects.long_overdue(today).exists() is long_overdue


def test_overdue_at_an_observed_statement_ends_with_what_is_known(cast: Cast) -> None:
    offer = cast.offered()
    assert not Submission.objects.overdue(date(2032, 1, 1)).exists()

    cast.release(cast.check(offer, dated="2022-03-12"))

    assert list(Submission.objects.overdue(date(2032, 1, 1))) == [offer]
    assert not Submission.objects.long_overdue(date(2032, 1, 1)).exists()


def test_contested_are_those_with_a_released_dispute(cast: Cast) -> None:
    offer = cast.offered()
    cast.reply(ReplyKind.DISPUTE, offer, speaker=Party.ISSUER)
    assert not Submission.objects.contested().exists()

    cast.replied(ReplyKind.DISPUTE, offer, speaker=Party.ISSUER)

    assert list(Submission.objects.contested()) == [offer]


@pytest.mark.parametrize("visibility, expected", [("named", False), ("withheld", True)])
def test_is_withheld(visibility: str, expected: bool) -> None:
    assert Submission(visibility=Visibility(visibility)).is_withheld is expected


def test_replies_and_checks_are_released_unreleased_or_void(cast: Cast) -> None:
    offer = cast.offered()
    released = cast.replied(ReplyKind.NOTE, offer, speaker=Party.ISSUER)
    waiting = cast.reply(ReplyKind.NOTE, offer, speaker=Party.ISSUER)
    for row in (released, waiting):
        gone = cast.reply(ReplyKind.NOTE, offer, speaker=Party.ISSUER)
        if row.is_released:
            cast.release(gone)
        void_reply(gone, VoidReason.MISTAKE, by=cast.ben)
    looked, to_release = cast.release(cast.check(offer)), cast.check(offer)

    assert list(Reply.objects.released()) == [released]
    assert list(Reply.objects.unreleased()) == [waiting]
    assert list(Check.objects.released()) == [looked]
    assert list(Check.objects.unreleased()) == [to_release]


def test_corrections_wait_for_release(cast: Cast) -> None:
    values = {"what": "date", "was": "1", "now": "2", "why": "x", "since": "2022-01-01"}
    correction = record_correction(cast.declaration, values, by=cast.anna)

    assert list(Correction.objects.unreleased()) == [correction]
    assert not Correction.objects.released().exists()


@pytest.mark.parametrize("typed, found", [("rios", True), ("s lib", True), ("lakes", False)])
def test_matching_finds_parts_of_folded_names(cast: Cast, typed: str, found: bool) -> None:
    assert cast.rios

    assert Signatory.objects.matching(typed).exists() is found


def test_matching_finds_statements_by_title(cast: Cast) -> None:
    assert list(Statement.objects.matching("rivers dec")) == []

    assert list(Statement.objects.matching(cast.declaration.folded[:6])) == [cast.declaration]
