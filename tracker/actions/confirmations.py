"""What whoever has the link in a letter can do with an offer: confirm it, ask again, disown it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.bulk import clean_rows
from tracker.actions.changes import Changes, fill_date
from tracker.actions.contacts import known_track_token
from tracker.actions.events import record_events
from tracker.actions.happened import Happened
from tracker.actions.letter_contents import empty_letters_of
from tracker.actions.letters import told, written_letters
from tracker.actions.names import free_slug
from tracker.actions.offers import provisional_slug, write_confirmation
from tracker.actions.releases import voided
from tracker.actions.reply_addresses import reply_address_of
from tracker.actions.standings import COLUMNS, moved_cells, set_standing
from tracker.actions.submissions import happened
from tracker.choices import (
    Channel,
    EventKind,
    Origin,
    Party,
    ReplyKind,
    Status,
    VoidReason,
)
from tracker.models import Check, Contact, Reply, Submission
from tracker.notify.offers import receipt_letter
from tracker.proof.tokens import token_sha256
from tracker.queries.standings import is_automatic
from tracker.rules.limits import Counted, over
from tracker.rules.refusals import Refused

CONFIRMED = ("confirmed_at", "offered", "offered_earliest", "offered_latest", "released_at")


@transaction.atomic
def confirm_offer(token: str) -> Submission:
    """Confirm an offer by the link in its letter; pressed twice, the second changes nothing.

    It then waits for the issuer, or stands at once where that is the statement's policy and it is
    not held; its clocks run from today. Records submission-confirmed, submission-released if it is
    public now, reply-released for the receipt, and letter-queued. Raises Refused for a link that is
    unknown or has expired.
    """
    contact = _held_contact(Q(confirm_sha256=token_sha256(token)))
    submission, now = contact.submission, timezone.now()
    if submission.status != Status.UNCONFIRMED:
        return submission
    if contact.confirm_by is None or contact.confirm_by < now:
        raise Refused(_("This link has expired. Nothing was changed."))
    _name_signatory(submission)
    changes = _confirm(submission, now)
    receipt = _receipt(submission, now)
    _restate(submission, receipt)
    contact.expires_on = (now + timedelta(days=settings.CONTACT_DAYS)).date()
    contact.save(update_fields=["expires_on"])
    _tell(contact, receipt, changes, now)
    return submission


@transaction.atomic
def renew_confirmation(token: str) -> None:
    """Send another letter to confirm an offer, for whoever has the link of an earlier one.

    Records confirmation-renewed and letter-queued. Raises Refused for an unknown link, an offer
    that needs no confirming, and too many letters in a day.
    """
    contact, now = _held_contact(Q(confirm_sha256=token_sha256(token))), timezone.now()
    if contact.submission.status != Status.UNCONFIRMED:
        raise Refused(_("This offer needs no confirming any more. Nothing was changed."))
    who = {Counted.ADDRESS: contact.email_folded}
    if over(counted_tries(who, now), hard=True):
        raise Refused(_("Several letters were sent today. Look for them, or try tomorrow."))
    note_try(who, now)
    write_confirmation(contact, now)


@transaction.atomic
def disown_offer(token: str) -> None:
    """Void an offer since whoever has the address says it was not them, and forget the address.

    Records submission-voided, and letters-emptied. Raises Refused for an unknown link.
    """
    sha256 = token_sha256(token)
    contact = _held_contact(Q(confirm_sha256=sha256) | Q(track_sha256=sha256))
    submission = contact.submission
    if submission.voided_at is None:
        voided(submission, VoidReason.NOT_AUTHORISED, by=None, origin=Origin.LINK)
    empty_letters_of(submission, by=None, origin=Origin.LINK)
    contact.delete()


def _held_contact(wanted: Q) -> Contact:
    """The contact behind a link with its submission, both locked; Refused if there is none."""
    released = Reply.objects.released().filter(submissions=OuterRef("submission"))
    looked = Check.objects.released().filter(submissions=OuterRef("submission"))
    contact = (
        Contact.objects.select_for_update(of=("self", "submission"))
        .select_related(
            "submission__statement__issuer",
            "submission__signatory",
            "submission__revision",
        )
        .annotate(is_answered=Exists(released) | Exists(looked))
        .filter(wanted)
        .first()
    )
    if contact is None:
        raise Refused(_("This link leads nowhere, or no longer. Nothing was changed."))
    contact.submission.is_answered = contact.is_answered  # type: ignore[attr-defined]
    return contact


def _name_signatory(submission: Submission) -> None:
    """Give a signatory made by this offer its address among all others."""
    signatory = submission.signatory
    if signatory.slug == provisional_slug(submission):
        signatory.slug = free_slug(signatory.name)
        signatory.save(update_fields=["slug"])


def _confirm(submission: Submission, now: datetime) -> Changes:
    """Set, without saving, what confirming says; returns what it changed."""
    was = submission.offered
    closes_on, today = submission.statement.closes_on, timezone.localdate(now)
    # Offered in time, confirmed after closing: it was offered while that was possible.
    submission.offered = min(today, closes_on or today).isoformat()
    fill_date(submission, "offered")
    submission.confirmed_at = now
    if is_automatic(submission):
        submission.released_at = now
    changes: Changes = {"confirmed_at": [None, now.isoformat()]}
    return (
        changes if was == submission.offered else {**changes, "offered": [was, submission.offered]}
    )


def _receipt(submission: Submission, now: datetime) -> Reply:
    """The site itself has received the offer: that is acknowledged at once, and says by whom."""
    with override(settings.LANGUAGE_CODE):  # whatever the signatory speaks: everybody reads it
        text = _("This site acknowledged the receipt automatically, for the issuer.")
    reply = Reply(
        statement=submission.statement,
        kind=ReplyKind.ACKNOWLEDGEMENT,
        speaker=Party.ISSUER,
        dated=timezone.localdate(now).isoformat(),
        channel=Channel.EMAIL,
        text=text,
        is_summary=True,  # the site's words, not the issuer's
        released_at=now,
    )
    fill_date(reply, "dated")
    clean_rows([reply])
    reply.save(force_insert=True)
    Reply.submissions.through.objects.create(reply=reply, submission=submission)
    return reply


def _restate(submission: Submission, receipt: Reply) -> None:
    """Derive and store where the submission stands; it is asked for more only if there is more."""
    replies, checks = [receipt], list[Check]()
    if submission.is_answered:  # type: ignore[attr-defined]
        replies = list(Reply.objects.released().filter(submissions=submission))
        checks = list(Check.objects.released().filter(submissions=submission))
    set_standing(submission, replies=replies, checks=checks)
    submission.version += 1
    submission.save(update_fields=[*CONFIRMED, *COLUMNS, "version"])


def _tell(contact: Contact, receipt: Reply, changes: Changes, now: datetime) -> None:
    submission = contact.submission
    draft = receipt_letter(contact, known_track_token(contact), reply_address_of(submission))
    letters = written_letters([(draft, submission)], now, queued_by=None, origin=Origin.LINK)
    events = [happened(EventKind.SUBMISSION_CONFIRMED, submission, changes, [])]
    if submission.is_public:
        moved = moved_cells([submission], {})
        released = happened(EventKind.SUBMISSION_RELEASED, submission, {}, moved, is_public=True)
        events.append(released)
    events.append(_acknowledged(submission, receipt))
    events += [told(EventKind.LETTER_QUEUED, letter) for letter in letters]
    record_events(events, by=None, origin=Origin.LINK)


def _acknowledged(submission: Submission, receipt: Reply) -> Happened:
    return Happened(
        EventKind.REPLY_RELEASED,
        receipt,
        statement=submission.statement,
        submission=submission,
        facts={
            "kind": receipt.kind,
            "speaker": receipt.speaker,
            "dated": receipt.dated,
            "submissions": [submission.pk],
        },
        is_public=True,
    )
