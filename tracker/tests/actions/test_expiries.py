"""What ends by itself: unconfirmed offers, contact data and personal links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.answer_links import answer_by_link, make_answer_link
from tracker.actions.confirmations import confirm_offer, renew_confirmation
from tracker.actions.expiries import expire_contacts, expire_links, expire_offers
from tracker.actions.letters import queue_letter
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.tracking import erase_contact
from tracker.choices import EventKind, LetterState, Origin, ReplyKind, Status, VoidReason
from tracker.models import Contact, Event, Letter, Link, Reply, Submission
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import EMAIL, contact_of, newest_letter, offered, secret_in
from tracker.tests.outbox import NOON, draft


def on(days: float) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def kinds_since(pk: int) -> list[str]:
    return list(Event.objects.filter(pk__gt=pk).order_by("pk").values_list("kind", flat=True))


def last_event() -> int:
    return Event.objects.latest("pk").pk


# Offers that nobody confirmed


def test_an_offer_is_void_once_its_page_sends_no_other_letter(cast: Cast) -> None:
    with on(0):
        submission = offered(cast.letter_wording)
    with on(14):
        assert expire_offers() == 0
    before = last_event()
    with on(15):
        assert expire_offers() == 1
        assert expire_offers() == 0

    submission.refresh_from_db()
    assert (submission.status, submission.void_reason) == (Status.VOID, VoidReason.UNCONFIRMED)
    assert (submission.is_public, submission.awaiting, submission.waiting_since) == (
        False,
        "nobody",
        None,
    )
    assert not Contact.objects.exists()
    letter = Letter.objects.get()
    assert (letter.to, letter.body, letter.secrets) == ("", "", [])
    assert kinds_since(before) == [
        EventKind.SUBMISSION_VOIDED,
        EventKind.LETTER_CANCELLED,
        EventKind.LETTERS_EMPTIED,
        EventKind.CONTACT_ERASED,
    ]
    events = Event.objects.filter(pk__gt=before)
    assert {(one.by, one.origin, one.is_public) for one in events} == {(None, Origin.CLOCK, False)}
    assert EMAIL not in " ".join(f"{one.subject_label} {one.facts} {one.changes}" for one in events)
    assert [found for _done, found in recheck_submissions(by=cast.ben)] == [[], []]


def test_asking_for_another_letter_gives_more_time(cast: Cast) -> None:
    with on(0):
        submission = offered(cast.letter_wording)
    with on(10):
        renew_confirmation(secret_in(newest_letter()))
    with on(20):
        assert expire_offers() == 0
        assert contact_of(submission).confirm_by == NOON + timedelta(days=17)


def test_confirmed_offers_do_not_expire(cast: Cast) -> None:
    with on(0):
        offered(cast.letter_wording)
        submission = confirm_offer(secret_in(newest_letter()))
    with on(400):
        assert expire_offers() == 0
        assert expire_contacts() == 0

    submission.refresh_from_db()
    assert submission.status == Status.ACKNOWLEDGED


def test_an_offer_whose_address_was_erased_before_it_was_confirmed_is_void(cast: Cast) -> None:
    with on(0):
        submission = offered(cast.letter_wording)
        erase_contact(submission)
    with on(7):
        assert expire_offers() == 0
    with on(8):
        assert expire_offers() == 1

    submission.refresh_from_db()
    assert submission.status == Status.VOID


def test_many_offers_cost_as_much_as_one(cast: Cast) -> None:
    with on(0):
        offered(cast.letter_wording)
    Letter.objects.update(state=LetterState.SENT)
    with on(20):
        few = cost_of_expiring()
    with on(20):
        for number in range(6):
            offered(cast.letter_wording, name=f"Delta {number}", email=f"d{number}@delta.example")
    Letter.objects.update(state=LetterState.SENT)
    with on(40):
        assert cost_of_expiring() == few


def cost_of_expiring() -> int:
    with CaptureQueriesContext(connection) as queries:
        assert expire_offers() > 0
    return len(queries)


# Contact data


def test_contact_data_is_forgotten_and_the_submission_stays(cast: Cast) -> None:
    with on(0):
        offered(cast.letter_wording)
        submission = confirm_offer(secret_in(newest_letter()))
    with on(730):
        assert expire_contacts() == 0
    before = last_event()
    with on(731):
        assert expire_contacts() == 1
        assert expire_contacts() == 0

    submission.refresh_from_db()
    assert submission.status == Status.ACKNOWLEDGED
    assert not Contact.objects.exists()
    assert set(Letter.objects.values_list("to", "body")) == {("", "")}
    assert (
        Event.objects.filter(pk__gt=before, kind=EventKind.CONTACT_ERASED).get().submission
        == submission
    )


def test_letters_that_wait_are_cancelled_with_the_address(cast: Cast) -> None:
    with on(0):
        offer = with_contact(cast.release(hosted(cast)))
        letter = queue_letter(draft(), by=None, origin=Origin.CLOCK, submission=offer)
        other = queue_letter(draft(), by=None, origin=Origin.CLOCK)
    with on(800):
        expire_contacts()

    states = dict(Letter.objects.values_list("pk", "state"))
    assert (states[letter.pk], states[other.pk]) == (LetterState.CANCELLED, LetterState.QUEUED)
    assert Letter.objects.get(pk=other.pk).to == "mara@rios.example"


# Personal links


def test_links_are_removed_long_after_they_ended(cast: Cast) -> None:
    with on(0):
        offer = cast.offered(offered="2026-05-01")
        link = make_answer_link([offer], {"party": "issuer", "label": "Ms Gray"}, by=cast.anna).link
        reply = answer_by_link(link, [offer], {"kind": ReplyKind.NOTE, "text": "We read it."})
    with on(149):
        assert expire_links() == 0
    with on(151):
        assert expire_links() == 1
        assert expire_links() == 0

    assert not Link.objects.exists()
    assert Reply.objects.get() == reply
    event = Event.objects.get(kind=EventKind.LINKS_REMOVED)
    assert event.facts == {"links": [link.pk]}
    assert "Gray" not in event.subject_label


def test_nothing_to_expire_is_no_event(cast: Cast) -> None:
    assert cast.offer()
    before = last_event()

    assert (expire_offers(), expire_contacts(), expire_links()) == (0, 0, 0)
    assert kinds_since(before) == []


def test_the_link_of_an_expired_offer_changes_nothing(cast: Cast) -> None:
    with on(0):
        offered(cast.letter_wording)
        token = secret_in(newest_letter())
    with on(15):
        expire_offers()
        with pytest.raises(Refused):
            confirm_offer(token)

    assert Submission.objects.get().status == Status.VOID
