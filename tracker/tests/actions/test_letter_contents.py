"""Letters that have done their work lose addresses and texts, and nothing else."""

from datetime import timedelta

import pytest
import time_machine

from tracker.actions.deliveries import deliver_next
from tracker.actions.letter_contents import empty_letters_of, empty_old_letters
from tracker.choices import Origin
from tracker.models import Letter
from tracker.rules.letters import Outcome
from tracker.tests.cast import Cast
from tracker.tests.outbox import LATER, NOON, SENT, Scripted, last_event, queued
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db


def test_old_letters_lose_contact_data_and_nothing_else(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    offer = cast.offer()
    old = queued(offer, reply_to="r@record.example", headers={"List-Id": "x"})
    deliver_next(Scripted(SENT), "w")
    noon.shift(timedelta(days=89))
    waiting = queued(offer)
    assert empty_old_letters() == 0

    noon.shift(timedelta(days=1, seconds=1))
    assert empty_old_letters() == 1

    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.to, old.reply_to, old.subject, old.body) == ("", "", "", "")
    assert (old.headers, old.unsubscribe_url, old.secrets) == ({}, "", [])
    assert (old.state, old.settled_at, old.submission) == ("sent", NOON, offer)
    assert waiting.to == "mara@rios.example"
    assert last_event(old).facts == {"letters": [old.pk]}
    assert empty_old_letters() == 0


def test_erased_person_is_in_no_letter(cast: Cast, noon: object) -> None:
    offer, other = cast.offer(), cast.offer(cast.fleuves)
    sent = queued(offer)
    deliver_next(Scripted(SENT), "w")
    waiting, elsewhere = queued(offer), queued(other)

    assert empty_letters_of(offer, by=None, origin=Origin.LINK) == 2

    rows = {one.pk: (one.state, one.to) for one in Letter.objects.all()}
    assert rows == {
        sent.pk: ("sent", ""),
        waiting.pk: ("cancelled", ""),
        elsewhere.pk: ("queued", "mara@rios.example"),
    }
    assert empty_letters_of(offer, by=None, origin=Origin.LINK) == 0


def test_letter_erased_while_it_is_sent_is_not_tried_again(cast: Cast, noon: object) -> None:
    offer = cast.offer()
    letter = queued(offer)

    def erase(letter: Letter) -> Outcome:
        empty_letters_of(offer, by=None, origin=Origin.LINK)
        return LATER

    deliver_next(Scripted(erase), "w")

    letter.refresh_from_db()
    assert (letter.state, letter.to) == ("failed", "")
