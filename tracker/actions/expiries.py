"""What ends by itself: offers that nobody confirmed, contact data, and personal links."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.actions.events import record_event, record_events
from tracker.actions.happened import Happened
from tracker.actions.letter_contents import empty_letters_of_all
from tracker.actions.releases import void_never_confirmed
from tracker.choices import EventKind, LinkPurpose, Origin, Party, Status
from tracker.models import Contact, Link, Submission

BATCH = 200


@transaction.atomic
def expire_offers() -> int:
    """Void offers that nobody confirmed, and forget the address; returns how many, a batch at most.

    That is CONFIRM_DAYS after the link has ended: until then its page sends another letter.
    Records submission-voided and contact-erased for each, and letters-emptied.
    """
    today = timezone.localdate()
    waiting = Submission.objects.filter(
        Q(contact=None) | Q(contact__expires_on__lt=today),
        awaiting=Party.SIGNATORY,
        waiting_since__lt=today - timedelta(days=settings.CONFIRM_DAYS),
        status=Status.UNCONFIRMED,
    )
    voided = void_never_confirmed(waiting.order_by("waiting_since", "pk")[:BATCH])
    _forget(voided)
    return len(voided)


@transaction.atomic
def expire_contacts() -> int:
    """Forget how to reach whoever offered once that has expired; returns how many, a batch at most.

    As if they had asked for it: the submission stays, its letters are emptied, the address of its
    own page ends. Records contact-erased for each, and letters-emptied.
    """
    expired = Contact.objects.filter(expires_on__lt=timezone.localdate())
    kept = expired.exclude(submission__status=Status.UNCONFIRMED)
    held = kept.select_for_update(of=("self",)).select_related("submission__statement")
    contacts = list(held.order_by("expires_on", "pk")[:BATCH])
    _forget([contact.submission for contact in contacts])
    return len(contacts)


@transaction.atomic
def expire_links() -> int:
    """Remove personal links to answer or to a calendar that ended LETTER_DAYS ago.

    What was said through them stays, and that they were made. Returns how many, a batch at most.
    Records one links-removed if there are any.
    """
    before = timezone.now() - timedelta(days=settings.LETTER_DAYS)
    own = (LinkPurpose.ANSWER, LinkPurpose.CALENDAR)
    ended = Link.objects.filter(purpose__in=own, expires_at__lt=before)
    links = list(ended.select_for_update(of=("self",)).order_by("expires_at", "pk")[:BATCH])
    if links:
        facts = {"links": [link.pk for link in links]}
        happened = Happened(EventKind.LINKS_REMOVED, links[0], facts=facts)
        record_event(happened, by=None, origin=Origin.CLOCK)
        Link.objects.filter(pk__in=facts["links"]).delete()
    return len(links)


def _forget(submissions: list[Submission]) -> None:
    if not submissions:
        return
    empty_letters_of_all(submissions, origin=Origin.CLOCK)
    Contact.objects.filter(submission__in=submissions).delete()
    told = [
        Happened(EventKind.CONTACT_ERASED, one, statement=one.statement, submission=one)
        for one in submissions
    ]
    record_events(told, by=None, origin=Origin.CLOCK)
