"""Totals from tally cells: what each counts, and for whom."""

from datetime import date
from typing import Any

import pytest

from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind
from tracker.queries.facets import Totals, all_totals, endorsed, statement_counts, totals_of
from tracker.tests.cast import Cast


@pytest.fixture
def busy(cast: Cast) -> None:
    letter = cast.letter_wording
    listed = cast.offered(cast.rios, revision=letter)
    cast.replied(ReplyKind.LISTING, listed, dated="2022-03-05")
    withheld = cast.offered(cast.fleuves, revision=letter, visibility="withheld")
    cast.replied(ReplyKind.ACCEPTANCE, withheld, dated="2022-03-05")
    refused = cast.offered(cast.mara, revision=letter)
    cast.replied(ReplyKind.REFUSAL, refused, dated="2022-03-05")
    cast.replied(ReplyKind.DISPUTE, refused, dated="2022-03-06", speaker="signatory")
    waits = cast.offered(cast.signatory("Waiting Weir"), revision=letter)
    cast.replied(ReplyKind.PUBLICATION, waits, dated="2022-03-05")
    cast.release(cast.invite(cast.signatory("Invited Isle"), revision=letter))
    cast.offer(cast.signatory("Unreleased Union"), revision=letter)
    cast.offered(cast.rios)
    fold_events()


@pytest.mark.usefixtures("busy")
def test_totals_of_one_statement(cast: Cast) -> None:
    assert totals_of(cast.letter) == Totals(
        offered=4,
        invited=1,
        accepted=2,
        accepted_withheld=1,
        waiting_issuer=1,
        waiting_signatory=1,
        refused=1,
        published=1,
        listed=1,
        contested=1,
    )


@pytest.mark.usefixtures("busy")
def test_endorsed_are_those_who_signed_one_statement_and_nothing_else(cast: Cast) -> None:
    assert endorsed(cast.letter) == Totals(accepted=2, accepted_withheld=1)
    assert endorsed(cast.declaration) == Totals()


@pytest.mark.usefixtures("busy")
def test_all_totals_are_those_of_all_public_statements(cast: Cast) -> None:
    assert all_totals().offered == 5
    type(cast.declaration).objects.filter(pk=cast.declaration.pk).update(stage="retired")
    assert all_totals().offered == 4


def test_totals_of_nothing_are_zero(cast: Cast) -> None:
    assert totals_of(cast.letter) == endorsed(cast.letter) == Totals()
    assert all_totals() == Totals()


@pytest.mark.usefixtures("busy")
def test_statement_counts_rank_by_amount(cast: Cast) -> None:
    assert statement_counts({}) == [
        ("ferry-letter", "Ferry Letter", 5),
        ("rivers-declaration", "Rivers Declaration", 1),
    ]
    assert statement_counts({"status": "refused"}) == [("ferry-letter", "Ferry Letter", 1)]


@pytest.mark.usefixtures("busy")
def test_totals_ask_once(cast: Cast, django_assert_num_queries: Any) -> None:
    letter = cast.letter

    with django_assert_num_queries(1):
        totals_of(letter)
    with django_assert_num_queries(1):
        all_totals()


def test_totals_follow_a_withdrawal(cast: Cast) -> None:
    offer = cast.offered()
    fold_events()
    assert totals_of(cast.declaration).waiting_issuer == 1

    cast.replied(ReplyKind.WITHDRAWAL, offer, dated=date(2022, 3, 5).isoformat())
    fold_events()
    assert totals_of(cast.declaration) == Totals(offered=1)
