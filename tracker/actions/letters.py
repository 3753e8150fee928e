"""The outbox: putting letters in, looking them over, changing and cancelling them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Values, fill, locked
from tracker.actions.events import record_event, record_events
from tracker.actions.happened import Happened
from tracker.choices import EventKind, LetterKind, LetterState, Origin
from tracker.models import Circular, Letter, Reply, Submission, User
from tracker.notify.drafts import LetterDraft
from tracker.proof.tokens import new_token
from tracker.rules.letters import (
    ALLOWED,
    SUBJECT_LIMIT,
    Verb,
    hide,
    require_address,
    require_body,
    require_headers,
    require_line,
    require_link,
    require_possible,
)
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

BATCH = 500
EDITABLE = ("subject", "body")


def queue_letter(
    draft: LetterDraft,
    *,
    by: User | None,
    origin: Origin,
    submission: Submission | None = None,
    undo_seconds: int = 0,
    needs_review: bool = False,
) -> Letter:
    """Put one letter into the outbox, in the caller's transaction: it goes out if that commits.

    It waits `undo_seconds`, during which it can be cancelled, or for a review.
    Records letter-queued or letter-drafted. Raises Refused for what no letter may hold.
    """
    return queue_letters(
        [(draft, submission)],
        by=by,
        origin=origin,
        undo_seconds=undo_seconds,
        needs_review=needs_review,
    )[0]


@transaction.atomic
def queue_letters(
    drafts: Iterable[tuple[LetterDraft, Submission | None]],
    *,
    by: User | None,
    origin: Origin,
    undo_seconds: int = 0,
    needs_review: bool = False,
) -> list[Letter]:
    """Put many letters into the outbox, all or none, each with the submission it is about.

    Records letter-queued or letter-drafted for each. Raises Refused as queue_letter does.
    """
    not_before = timezone.now() + timedelta(seconds=undo_seconds)
    state = LetterState.DRAFTED if needs_review else LetterState.QUEUED
    letters = written_letters(drafts, not_before, state, queued_by=by, origin=origin)
    kind = EventKind.LETTER_DRAFTED if needs_review else EventKind.LETTER_QUEUED
    record_events([told(kind, letter) for letter in letters], by=by, origin=origin)
    return letters


def written_letters(
    drafts: Iterable[tuple[LetterDraft, Submission | None]],
    not_before: datetime,
    state: LetterState = LetterState.QUEUED,
    *,
    queued_by: User | None,
    origin: Origin,
    circular: Circular | None = None,
) -> list[Letter]:
    """queue_letters() without its events: for actions that tell of them with what else they did."""
    letters = [_letter(draft, submission, not_before) for draft, submission in drafts]
    for letter in letters:
        letter.state, letter.queued_by, letter.origin = state, queued_by, origin
        letter.circular = circular
    return Letter.objects.bulk_create(letters, batch_size=BATCH)


def approve_letter(letter: Letter, *, by: User, undo_seconds: int = 0) -> Letter:
    """Let a letter that waited for review go out. Records letter-queued.

    Needs the right to release: it speaks for the site. Raises Refused if it does not wait for that,
    and for an answer whose author asks.
    """
    require_right(by, Right.RELEASE)
    if letter.reply_id is not None and letter.queued_by_id == by.pk:
        raise Refused(_("You wrote this answer, so somebody else must review it."))
    return _queued(letter, Verb.APPROVE, by=by, undo_seconds=undo_seconds)


def send_letter_now(letter: Letter, *, by: User) -> Letter:
    """Let a queued letter wait no longer, for its undo time or its next try.

    Records letter-queued. Raises Refused unless it is queued.
    """
    require_right(by, Right.EDIT)
    return _queued(letter, Verb.HURRY, by=by)


def retry_letter(letter: Letter, *, by: User) -> Letter:
    """Send a letter again that failed, or of which nobody knows whether it went out.

    In the second case it may arrive twice; it keeps its Message-ID, by which most mail programs
    show it once. Records letter-queued. Raises Refused in any other state.
    """
    require_right(by, Right.EDIT)
    return _queued(letter, Verb.RETRY, by=by)


@transaction.atomic
def change_letter(letter: Letter, values: Values, *, by: User) -> Letter:
    """Correct subject or text of a letter that has not gone out. Records letter-changed.

    The event names the fields only: what stood in them may be contact data.
    """
    require_right(by, Right.EDIT)
    current = _locked_for(Verb.CHANGE, letter)
    changes = fill(current, values, EDITABLE)
    if not changes:
        return current
    _require_fit(current)
    current.save()
    record_event(told(EventKind.LETTER_CHANGED, current, fields=sorted(changes)), by=by)
    return current


@transaction.atomic
def cancel_letter(letter: Letter, *, by: User) -> Letter:
    """Keep a letter from going out, as long as no worker has it. Records letter-cancelled.

    Of one that may have gone out (“unknown”), it says that nobody will send it again.
    """
    require_right(by, Right.EDIT)
    current = _locked_for(Verb.CANCEL, letter)
    _cancel([current])
    record_event(told(EventKind.LETTER_CANCELLED, current), by=by)
    return current


@transaction.atomic
def cancel_letters(
    submission: Submission,
    kinds: Iterable[LetterKind] = tuple(LetterKind),
    *,
    by: User | None,
    origin: Origin,
) -> int:
    """Cancel what waits of these kinds about a submission; returns how many letters that were.

    For callers that made these letters pointless. Records letter-cancelled for each.
    """
    waiting = Letter.objects.filter(
        submission=submission, kind__in=kinds, state__in=ALLOWED[Verb.CHANGE]
    )
    return _cancelled(waiting, by=by, origin=origin)


@transaction.atomic
def cancel_letters_about(reply: Reply, *, by: User | None, origin: Origin) -> int:
    """Cancel what waits to tell of a reply. Records letter-cancelled for each; returns how many."""
    waiting = Letter.objects.filter(reply=reply, state__in=ALLOWED[Verb.CHANGE])
    return _cancelled(waiting, by=by, origin=origin)


@transaction.atomic
def cancel_letters_of(circular: Circular, *, by: User) -> int:
    """Cancel what waits of a circular; returns how many. Records letter-cancelled for each."""
    waiting = Letter.objects.filter(circular=circular, state__in=ALLOWED[Verb.CHANGE])
    return _cancelled(waiting, by=by, origin=Origin.DESK)


@transaction.atomic
def cancel_letters_leading_to(unsubscribe_url: str, *, by: User | None, origin: Origin) -> int:
    """Cancel what waits with this address to stop it. Records letter-cancelled for each.

    Looks through what waits, which is little: letters to many are written as fast as they go out.
    """
    waiting = Letter.objects.filter(unsubscribe_url=unsubscribe_url, state__in=ALLOWED[Verb.CHANGE])
    return _cancelled(waiting, by=by, origin=origin)


@transaction.atomic
def cancel_waiting(letters: QuerySet[Letter], *, by: User | None, origin: Origin) -> int:
    """Cancel those of these letters that wait to go out. Records letter-cancelled for each."""
    return _cancelled(letters.filter(state__in=ALLOWED[Verb.CHANGE]), by=by, origin=origin)


def forget_secrets(letter: Letter) -> None:
    """Take the links out of a text that will not be sent any more; the caller saves it."""
    letter.body, letter.secrets = hide(letter.secrets, letter.body), []


def told(kind: EventKind, letter: Letter, **facts: object) -> Happened:
    """What happened to a letter, without its address, subject and text; never public."""
    submission = letter.submission
    return Happened(
        kind,
        letter,
        statement=submission.statement if submission else None,
        submission=submission,
        facts={"letter": letter.kind} | facts,
    )


def _letter(draft: LetterDraft, submission: Submission | None, not_before: datetime) -> Letter:
    letter = Letter(
        kind=LetterKind(draft.kind),
        language=draft.language,
        to=draft.to,
        reply_to=draft.reply_to,
        subject=draft.subject,
        body=draft.body.replace("\r\n", "\n"),
        secrets=list(draft.secrets),
        headers=dict(draft.headers),
        unsubscribe_url=draft.unsubscribe_url,
        message_id=_message_id(),
        submission=submission,
        not_before=not_before,
    )
    _require_fit(letter)
    return letter


def _message_id() -> str:
    """Made once for each letter: whoever gets it twice can tell, and answers find their way."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"<{new_token()}@{sender.rpartition('@')[2]}>"


def _require_fit(letter: Letter) -> None:
    require_address(letter.to, "to")
    if letter.reply_to:
        require_address(letter.reply_to, "reply_to")
    require_line(letter.subject, "subject", SUBJECT_LIMIT)
    require_body(letter.body)
    require_headers(letter.headers)
    if letter.unsubscribe_url:
        require_link(letter.unsubscribe_url)


def _locked_for(verb: Verb, letter: Letter) -> Letter:
    current = locked(letter)
    require_possible(verb, current.state)
    return current


@transaction.atomic
def _queued(letter: Letter, verb: Verb, *, by: User, undo_seconds: int = 0) -> Letter:
    current = _locked_for(verb, letter)
    if current.emptied_at:
        raise Refused(_("The text of this letter was removed; it cannot be sent any more."))
    current.state = LetterState.QUEUED
    current.not_before = timezone.now() + timedelta(seconds=undo_seconds)
    if verb == Verb.RETRY:
        current.tries = 0
    current.save()
    record_event(told(EventKind.LETTER_QUEUED, current, after=verb), by=by)
    return current


def _cancelled(waiting: QuerySet[Letter], *, by: User | None, origin: Origin) -> int:
    letters = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    _cancel(letters)
    record_events([told(EventKind.LETTER_CANCELLED, one) for one in letters], by=by, origin=origin)
    return len(letters)


def _cancel(letters: list[Letter]) -> None:
    for letter in letters:
        letter.state = LetterState.CANCELLED
        letter.settled_at = timezone.now()
        forget_secrets(letter)
    columns = ["state", "settled_at", "body", "secrets"]
    Letter.objects.bulk_update(letters, columns, batch_size=BATCH)
