"""Letters to everybody who signed a statement: drafted, reviewed by another, sent, stopped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, locked, locked_record, saved
from tracker.actions.contacts import known_track_token
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letters import cancel_letters_leading_to, cancel_letters_of, written_letters
from tracker.actions.tellings import room_in_outbox
from tracker.choices import CircularState, EventKind, Origin
from tracker.models import Circular, Contact, User
from tracker.notify.circulars import PLACEHOLDERS, circular_letter, circular_stop_url
from tracker.queries.circulars import (
    already_told,
    count_recipients,
    next_recipients,
    reader_of,
)
from tracker.rules.letter_templates import require_placeholders
from tracker.rules.letters import require_body
from tracker.rules.offers import Purpose
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("statement", "subject", "body")
TEXTS = ("subject", "body")


@transaction.atomic
def record_circular(values: Values, *, by: User) -> Circular:
    """Draft a letter to those who signed a statement: `statement`, `subject` and `body`.

    Nothing is sent until somebody else releases it. Records circular-drafted. Raises Refused for an
    unknown placeholder.
    """
    require_right(by, Right.EDIT)
    circular = Circular(recorded_by=by, written_by=by)
    changes = fill(circular, values, FIELDS)
    _require_text(circular)
    saved(circular, is_new=True)
    _record(EventKind.CIRCULAR_DRAFTED, circular, changes, by=by)
    return circular


@transaction.atomic
def change_circular(
    circular: Circular, values: Values, *, by: User, seen: int | None = None
) -> Circular:
    """Change subject or text of a draft. Records circular-changed if it differs.

    Whoever changes it cannot release it. Raises Conflict if somebody else saved since the version
    `seen`, Refused once it is released.
    """
    require_right(by, Right.EDIT)
    current = locked_record(circular, seen)
    _require_state(current, CircularState.DRAFTED)
    changes = fill(current, values, TEXTS)
    if not changes:
        return current
    current.written_by = by
    _require_text(current)
    saved(current, is_new=False)
    _record(EventKind.CIRCULAR_CHANGED, current, changes, by=by)
    return current


@transaction.atomic
def release_circular(circular: Circular, *, by: User) -> Circular:
    """Let a letter to signatories go out, to those who have agreed by now; each address once.

    The worker writes the letters in batches. Records circular-released with the number of
    recipients. Needs the right to release; raises Refused for whoever wrote the text, and where
    nobody has agreed.
    """
    require_right(by, Right.RELEASE)
    current = locked(circular)
    _require_state(current, CircularState.DRAFTED)
    if current.written_by_id == by.pk:
        raise Refused(_("You wrote this text, so somebody else must review and release it."))
    current.recipients, current.last_contact = count_recipients(current.statement)
    if current.recipients == 0:
        raise Refused(_("Nobody whose endorsement stands has agreed to get such letters."))
    current.released_by, current.released_at = by, timezone.now()
    changes = _moved(current, CircularState.SENDING, current.released_at)
    saved(current, is_new=False)
    _record(EventKind.CIRCULAR_RELEASED, current, changes, by=by, recipients=current.recipients)
    return current


@transaction.atomic
def stop_circular(circular: Circular, *, by: User) -> Circular:
    """Give a draft up, or write no more letters; those that wait in the outbox are cancelled.

    Records letter-cancelled for each of those, and circular-stopped. Raises Refused if it is over.
    """
    require_right(by, Right.EDIT)
    current = locked(circular)
    _require_state(current, CircularState.DRAFTED, CircularState.SENDING)
    changes = _moved(current, CircularState.STOPPED, timezone.now())
    saved(current, is_new=False)
    cancelled = cancel_letters_of(current, by=by)
    facts = {"letters": current.told, "cancelled": cancelled}
    _record(EventKind.CIRCULAR_STOPPED, current, changes, by=by, **facts)
    return current


def write_circulars(now: datetime) -> int:
    """Write the next letters of what is released, as many as the outbox has room for.

    Returns how many. The letters and how far it has come are stored together: each recipient gets
    one although a process dies. Records circular-sent after the last.
    """
    if not Circular.objects.filter(state=CircularState.SENDING).exists():
        return 0
    room = room_in_outbox(now)
    return _write_some(room, now) if room else 0


@transaction.atomic
def end_circulars_to(reference: str, token: str) -> None:
    """Send no more such letters about a statement to an address, whose own link says so.

    The endorsement stands. Letters that wait are cancelled. Records consent-ended for each
    submission from that address; again, it changes nothing. Raises Refused for an unknown link.
    """
    submission = reader_of(reference, token)
    if submission is None:
        raise Refused(_("This link leads nowhere, or no longer. Nothing was changed."))
    own = Contact.objects.filter(submission=submission).values("email_folded")
    contacts = Contact.objects.select_for_update(of=("self",)).filter(
        email_folded__in=own,
        submission__statement=submission.statement,
        consents__has_key=Purpose.EVENTS.value,
    )
    for contact in contacts.select_related("submission__statement").order_by("pk"):
        _end_consent(contact)


@transaction.atomic
def _write_some(room: int, now: datetime) -> int:
    sending = Circular.objects.filter(state=CircularState.SENDING).order_by("pk")
    circular = (
        sending.select_for_update(of=("self",), skip_locked=True)
        .select_related("statement", "released_by")
        .first()
    )
    if circular is None:
        return 0
    contacts = next_recipients(circular, room)
    known = already_told(circular, contacts)
    drafts = [
        (circular_letter(circular, one, known_track_token(one)), one.submission)
        for one in contacts
        if one.email not in known
    ]
    letters = written_letters(
        drafts, now, queued_by=circular.released_by, origin=Origin.CLOCK, circular=circular
    )
    circular.told += len(letters)
    circular.told_until = contacts[-1].pk if contacts else circular.told_until
    changes = _moved(circular, CircularState.SENT, now) if len(contacts) < room else {}
    circular.save(update_fields=["told", "told_until", "state", "settled_at"])
    if changes:
        facts = {"letters": circular.told}
        _record(EventKind.CIRCULAR_SENT, circular, changes, by=None, **facts)
    return len(letters)


def _end_consent(contact: Contact) -> None:
    contact.consents.pop(Purpose.EVENTS.value)
    contact.save(update_fields=["consents"])
    submission = contact.submission
    cancel_letters_leading_to(circular_stop_url(submission), by=None, origin=Origin.LINK)
    happened = Happened(
        EventKind.CONSENT_ENDED,
        submission,
        statement=submission.statement,
        submission=submission,
        facts={"purpose": Purpose.EVENTS.value},
    )
    record_event(happened, by=None, origin=Origin.LINK)


def _moved(circular: Circular, state: CircularState, now: datetime) -> Changes:
    changes: Changes = {"state": [str(circular.state), state.value]}
    circular.state, circular.settled_at = state, now
    return changes


def _require_text(circular: Circular) -> None:
    for name in TEXTS:
        require_placeholders(getattr(circular, name), PLACEHOLDERS, name)
    require_body(circular.body.replace("\r\n", "\n"))


def _require_state(circular: Circular, *states: CircularState) -> None:
    if circular.state not in states:
        raise Refused(
            _("This letter is “%(state)s”: that cannot be done to it any more.")
            % {"state": circular.get_state_display()}
        )


def _record(
    kind: EventKind, circular: Circular, changes: Changes, *, by: User | None, **facts: int
) -> None:
    """What happened, without subject and text: they may name people."""
    told = {name: change for name, change in changes.items() if name not in TEXTS}
    happened = Happened(
        kind,
        circular,
        statement=circular.statement,
        changes=told,
        facts={"texts": sorted(set(changes) & set(TEXTS))} | facts,
    )
    record_event(happened, by=by, origin=Origin.DESK if by else Origin.CLOCK)
