"""What whoever offered does on its own page, and how the address of that page is sent."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.changes import Changes, Values
from tracker.actions.contacts import known_track_token
from tracker.actions.enclosures import enclose_file
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letter_contents import empty_letters_of
from tracker.actions.letters import cancel_letters, queue_letter
from tracker.actions.public_facts import correct_columns
from tracker.actions.replies import entered_reply, release_by_site
from tracker.actions.standings import locked_submissions
from tracker.actions.submissions import change_as_signed, readable_changes
from tracker.choices import (
    Channel,
    EventKind,
    LetterKind,
    Origin,
    Party,
    ReplyKind,
    Status,
    Visibility,
)
from tracker.models import Contact, Reply, Submission
from tracker.notify.tracking import tracking_letter
from tracker.rules.limits import Counted, over
from tracker.rules.references import normalised_reference
from tracker.rules.refusals import Refused, TooMany
from tracker.rules.senders import folded_address
from tracker.rules.tracking import MOST_WAITING, Deed, require_deed

# What a withdrawal makes pointless, as long as it has not gone out.
POINTLESS = (LetterKind.ANSWER, LetterKind.CHASER, LetterKind.NEW_REVISION)
CORRECTED = ("signed_name", "representative", "capacity", "signed_country")
OWN_REASON = gettext_lazy("Corrected by the signatory.")


@transaction.atomic
def send_track_link(reference: str, email: str, network: str) -> None:
    """Send the address of its own page to whoever offered, if reference and address belong so.

    Whether they do is not told: the same happens to whoever asks. Records letter-queued if so.
    Raises TooMany for a network or a pair that asks too often, known or not.
    """
    wanted, address = normalised_reference(reference[:40]), folded_address(email)
    _count({Counted.ASKED: f"{wanted} {address}", Counted.ASKING: network})
    contacts = Contact.objects.filter(submission__reference=wanted, email_folded=address)
    contact = contacts.select_related("submission__statement").first()
    if contact is not None:
        letter = tracking_letter(contact, known_track_token(contact))
        queue_letter(letter, by=None, origin=Origin.FORM, submission=contact.submission)


@transaction.atomic
def add_message(submission: Submission, text: str, file: tuple[str, bytes] | None = None) -> Reply:
    """Record what whoever offered writes; it waits for release. Records reply-recorded.

    A file (name, bytes) is kept with it for the desk and is never public: enclosure-added.

    After a question, that it was answered counts and is public at once, so that nobody waits for
    the desk to restart a clock (reply-recorded and reply-released once more); the words of the
    answer wait like any others.
    Raises Refused without a text, where too much of the same submitter waits, and for a file that
    is not kept.
    """
    current = _held(submission, Deed.MESSAGE)
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    waiting = Reply.objects.unreleased().filter(submissions=current, recorded_by=None)
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("So many of your messages wait to be read that no more can be taken now."))
    if current.status == Status.QUERIED:
        release_by_site(_said(current, ReplyKind.ANSWER), Origin.LINK)
    message = _said(current, ReplyKind.NOTE, text)
    if file is not None:
        enclose_file(message, current, *file)
    return message


@transaction.atomic
def resend_offer(submission: Submission) -> Reply:
    """Send the offer again; public at once, and it resets no clock.

    Records reply-recorded and reply-released.
    Raises Refused where nobody waits for the issuer, and more than once a day.
    """
    current = _held(submission, Deed.RESEND)
    today = timezone.localdate()
    sent = Reply.objects.released().filter(submissions=current, dated_latest=today)
    if sent.filter(kind=ReplyKind.RESEND).exists():
        raise Refused(_("It was sent again today already. Once a day is enough."))
    return release_by_site(_said(current, ReplyKind.RESEND), Origin.LINK)


@transaction.atomic
def withdraw_offer(submission: Submission) -> Reply:
    """Take the offer back, at once; it stays in the record.

    Letters that it makes pointless are cancelled. Records reply-recorded, reply-released, and
    letter-cancelled for each. Raises Refused where there is none to take back.
    """
    current = _held(submission, Deed.WITHDRAW)
    reply = release_by_site(_said(current, ReplyKind.WITHDRAWAL), Origin.LINK)
    cancel_letters(current, POINTLESS, by=None, origin=Origin.LINK)
    return reply


@transaction.atomic
def set_visibility(submission: Submission, visibility: str) -> Changes:
    """Show the name, or withhold it, at once. Records submission-changed if it differs."""
    current = _held(submission, Deed.VISIBILITY)
    if visibility not in Visibility.values:
        raise Refused(_("Choose one of the two."), field="visibility")
    return change_as_signed(current, {"visibility": visibility}, origin=Origin.LINK)


@transaction.atomic
def correct_as_signed(submission: Submission, values: Values) -> Changes:
    """Correct name, representative, capacity or country as signed; returns what differs.

    Records submission-changed, and for each fact that was public a correction-released.
    """
    current = _held(submission, Deed.CORRECT)
    if not str(values.get("signed_name", current.signed_name)).strip():
        raise Refused(_("A name is needed."), field="signed_name")
    unknown = values.keys() - set(CORRECTED)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    changes = change_as_signed(current, values, origin=Origin.LINK)
    readable = readable_changes(current, changes)
    correct_columns(current, current, readable, OWN_REASON, by=None, origin=Origin.LINK)
    return changes


@transaction.atomic
def erase_contact(submission: Submission) -> None:
    """Forget how to reach whoever offered; the submission stays. Records contact-erased.

    Waiting letters are cancelled, those sent are emptied, and the address of its page ends.
    """
    current = _held(submission, Deed.ERASE)
    empty_letters_of(current, by=None, origin=Origin.LINK)
    Contact.objects.filter(submission=current).delete()
    happened = Happened(
        EventKind.CONTACT_ERASED, current, statement=current.statement, submission=current
    )
    record_event(happened, by=None, origin=Origin.LINK)


def _count(who: dict[Counted, str]) -> None:
    now = timezone.now()
    if over(counted_tries(who, now), hard=True):
        raise TooMany(_("There were too many tries. Nothing was done. Try again later."))
    note_try(who, now)


def _held(submission: Submission, deed: Deed) -> Submission:
    """The submission as it is now, locked, if this can be done to it."""
    current = locked_submissions([submission.pk])[0]
    require_deed(deed, current.status)
    return current


def _said(submission: Submission, kind: ReplyKind, text: str = "") -> Reply:
    values = {
        "kind": kind,
        "speaker": Party.SIGNATORY,
        "dated": timezone.localdate().isoformat(),
        "channel": Channel.FORM,
        "text": text.replace("\r\n", "\n").strip(),
        "is_summary": False,
    }
    return entered_reply(
        [submission], values, by=None, origin=Origin.LINK, received_at=timezone.now()
    )
