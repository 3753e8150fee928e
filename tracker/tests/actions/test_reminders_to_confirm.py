"""An offer that waits to be confirmed is reminded of once, in the second half of its time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.reminders import remind_to_confirm
from tracker.choices import EventKind, LetterKind, LetterState, Status
from tracker.models import Event, Letter
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, contact_of, newest_letter, offered, secret_in
from tracker.tests.outbox import NOON


def on(days: float) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def test_an_unconfirmed_offer_is_reminded_of_once(cast: Cast) -> None:
    with on(0):
        submission = offered(cast.letter_wording)
    reminded = []
    for hours in range(0, 24 * 9, 6):
        with on(hours / 24):
            reminded += [hours / 24] * remind_to_confirm()

    assert reminded == [3.5]
    letter = newest_letter(LetterKind.CHASER)
    assert (letter.to, letter.submission) == (EMAIL, submission)
    assert "until 11 May 2026" in letter.body
    assert letter.state == LetterState.QUEUED
    event = Event.objects.get(kind=EventKind.REMINDED)
    assert (event.submission, event.is_public, EMAIL in str(event.facts)) == (
        submission,
        False,
        False,
    )


def test_the_reminders_link_confirms_and_the_one_before_ends(cast: Cast) -> None:
    with on(0):
        submission = offered(cast.letter_wording)
    first, ends = secret_in(newest_letter()), contact_of(submission).confirm_by
    with on(4):
        remind_to_confirm()
        second = secret_in(newest_letter(LetterKind.CHASER))
        with pytest.raises(Refused):
            confirm_offer(first)
        assert contact_of(submission).confirm_by == ends
        assert confirm_offer(second).status == Status.ACKNOWLEDGED


@pytest.mark.parametrize("days", [3, 8])
def test_nobody_is_reminded_to_confirm_too_early_or_too_late(cast: Cast, days: int) -> None:
    with on(0):
        offered(cast.letter_wording)
    with on(days):
        assert remind_to_confirm() == 0


def test_confirmed_offers_and_a_site_without_reminders_remind_of_nothing(
    cast: Cast, settings: Settings
) -> None:
    with on(0):
        offered(cast.letter_wording)
        confirm_offer(secret_in(newest_letter()))
        offered(cast.letter_wording, name="Second Delta", email="second@delta.example")
        settings.REMINDERS_PER_CLOCK = 0
    with on(4):
        assert remind_to_confirm() == 0
        settings.REMINDERS_PER_CLOCK = 1
        assert remind_to_confirm() == 1
    assert newest_letter(LetterKind.CHASER).to == "second@delta.example"
    assert Letter.objects.filter(kind=LetterKind.CHASER).count() == 1
