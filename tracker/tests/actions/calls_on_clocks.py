"""One call of every action of the clock on what is late, waits, or has expired."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tracker.actions import expiries, lateness, reminders
from tracker.actions.answer_links import make_answer_link
from tracker.choices import EventKind as Kind
from tracker.choices import Origin, ReplyKind
from tracker.models import Contact, Letter, Link, Submission
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import offered

QUEUED = Kind.LETTER_QUEUED
LATE = Kind.LATENESS_RECORDED


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def waiting(cast: Cast, days: int) -> Submission:
    """A public offer to a hosted statement that nobody has answered for so many days."""
    offer: Submission = cast.release(hosted(cast, offered=days_ago(days)))
    return offer


def refuted(cast: Cast) -> None:
    """What was late is found to have been answered in time, and decided."""
    offer = waiting(cast, 10)
    list(lateness.read_clocks())
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated=days_ago(9))


def asked(cast: Cast) -> None:
    offer = with_contact(waiting(cast, 10))
    cast.replied(ReplyKind.QUESTION, offer, dated=days_ago(9))


def escalated(cast: Cast) -> None:
    assert cast.ben
    waiting(cast, 25)
    list(lateness.read_clocks())


def reminded(cast: Cast) -> None:
    """Anna alone may answer at the desk, before anybody else is made."""
    waiting(cast, 10)
    type(cast.ben).objects.exclude(pk=cast.anna.pk).update(email="")
    list(lateness.read_clocks())


def unconfirmed(cast: Cast, hours: int) -> None:
    """An offer that can be confirmed for so many hours more."""
    submission = offered(cast.letter_wording)
    ends = timezone.now() + timedelta(hours=hours)
    expires = (ends + timedelta(days=7)).date()
    Contact.objects.update(confirm_by=ends, expires_on=expires)
    Submission.objects.filter(pk=submission.pk).update(waiting_since=days_ago(20))


def expired(cast: Cast) -> None:
    with_contact(waiting(cast, 1))
    Contact.objects.update(expires_on=days_ago(1))


def ended_link(cast: Cast) -> Any:
    make_answer_link([cast.offer()], {"party": "issuer"}, by=cast.anna)
    Link.objects.update(expires_at=timezone.now() - timedelta(days=1000))


def forgotten(cast: Cast) -> None:
    unconfirmed(cast, -24 * 20)
    Letter.objects.all().delete()


def read(_it: Any) -> None:
    list(lateness.read_clocks())


ON_CLOCKS: list[tuple[Action, Outside]] = [
    (
        lateness.read_clocks,
        Outside(lambda cast: waiting(cast, 10), read, [LATE, Kind.REMINDED], Origin.CLOCK),
    ),
    (
        lateness.read_clocks,
        Outside(lambda cast: waiting(cast, 25), read, [LATE, LATE, Kind.ESCALATED], Origin.CLOCK),
    ),
    (
        lateness.read_clocks,
        Outside(refuted, read, [Kind.LATENESS_RETRACTED], Origin.CLOCK),
    ),
    (
        lateness.read_clocks,
        Outside(asked, read, [Kind.REMINDED, QUEUED], Origin.CLOCK),
    ),
    (
        reminders.tell_desk,
        Outside(escalated, lambda _it: reminders.tell_desk(), [QUEUED], Origin.CLOCK),
    ),
    (
        reminders.tell_desk,
        Outside(reminded, lambda _it: reminders.tell_desk(), [QUEUED], Origin.CLOCK),
    ),
    (
        reminders.remind_to_confirm,
        Outside(
            lambda cast: unconfirmed(cast, 24),
            lambda _it: reminders.remind_to_confirm(),
            [Kind.REMINDED, QUEUED],
            Origin.CLOCK,
        ),
    ),
    (
        expiries.expire_offers,
        Outside(
            forgotten,
            lambda _it: expiries.expire_offers(),
            [Kind.SUBMISSION_VOIDED, Kind.CONTACT_ERASED],
            Origin.CLOCK,
        ),
    ),
    (
        expiries.expire_contacts,
        Outside(
            expired,
            lambda _it: expiries.expire_contacts(),
            [Kind.CONTACT_ERASED],
            Origin.CLOCK,
        ),
    ),
    (
        expiries.expire_links,
        Outside(
            ended_link,
            lambda _it: expiries.expire_links(),
            [Kind.LINKS_REMOVED],
            Origin.CLOCK,
        ),
    ),
]
