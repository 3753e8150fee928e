"""Sending what waits in the outbox, each letter once although workers die; and what comes back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tracker.actions.carriers import Carrier
from tracker.actions.changes import locked
from tracker.actions.events import record_event, record_events
from tracker.actions.letters import forget_secrets, told
from tracker.choices import EventKind, LetterState, Origin
from tracker.models import Letter
from tracker.rules.letters import Outcome, Verb, may, next_try, without_addresses

TOLD: dict[LetterState, EventKind] = {
    LetterState.SENT: EventKind.LETTER_SENT,
    LetterState.KEPT: EventKind.LETTER_KEPT,
    LetterState.QUEUED: EventKind.LETTER_DELAYED,
    LetterState.FAILED: EventKind.LETTER_FAILED,
    LetterState.UNKNOWN: EventKind.LETTER_LOST,
}


def deliver_next(carrier: Carrier, worker: str) -> Outcome | None:
    """Send the letter that has been due longest, as this worker process; None if nothing is due.

    The claim is committed before the carrier starts, and the outcome after it: of a worker that
    dies in between nobody knows whether the letter went out, so nobody sends it again.
    Records letter-sent, letter-kept, letter-delayed, letter-failed or letter-lost.
    """
    letter = _claimed(worker)
    if letter is None:
        return None
    outcome = carrier.carry(letter)
    _settle(letter, outcome)
    return outcome


@transaction.atomic
def give_up_abandoned() -> int:
    """Mark letters whose worker must have died as unknown; returns how many.

    They are never sent again by themselves: a person decides. Records letter-lost for each.
    """
    abandoned = Letter.objects.abandoned(timezone.now()).select_for_update(skip_locked=True)
    letters = list(abandoned.order_by("pk"))
    for letter in letters:
        _write(letter, Outcome(LetterState.UNKNOWN))
    record_events(
        [told(EventKind.LETTER_LOST, one) for one in letters], by=None, origin=Origin.CLOCK
    )
    return len(letters)


@transaction.atomic
def record_bounce(letter: Letter, *, code: int, reason: str, origin: Origin = Origin.MAIL) -> bool:
    """Note that a letter came back for good; False if that was known, or cannot be.

    `code` is the three digits of an SMTP reply, or 0; `reason` the server's words.
    Records letter-bounced.
    """
    current = locked(letter)
    if not may(Verb.BOUNCE, current.state):
        return False
    _write(current, Outcome(LetterState.BOUNCED, code, without_addresses(reason)))
    record_event(told(EventKind.LETTER_BOUNCED, current, code=code), by=None, origin=origin)
    return True


# Durable: within somebody else's transaction the claim would not be there for other workers.
@transaction.atomic(durable=True)
def _claim(worker: str) -> Letter | None:
    # Two workers never get the same row: PostgreSQL passes over those that another has locked,
    # SQLite lets only one transaction at a time come here.
    due = Letter.objects.due(timezone.now()).select_for_update(skip_locked=True)
    letter = due.first()
    if letter is not None:
        letter.state = LetterState.SENDING
        letter.claimed_by, letter.claimed_at = worker, timezone.now()
        letter.tries += 1
        letter.save(update_fields=["state", "claimed_by", "claimed_at", "tries"])
    return letter


def _claimed(worker: str) -> Letter | None:
    # An idle worker only reads: on SQLite a claim would take the one write lock each time.
    if not Letter.objects.due(timezone.now()).exists():
        return None
    return _claim(worker)


@transaction.atomic
def _settle(letter: Letter, outcome: Outcome) -> None:
    current = locked(letter)
    mine = (current.claimed_by, current.claimed_at) == (letter.claimed_by, letter.claimed_at)
    if not mine or not may(Verb.SETTLE, current.state):
        return  # given up as abandoned, and somebody has decided since
    _write(current, outcome)
    happened = told(TOLD[LetterState(current.state)], current, code=outcome.code)
    record_event(happened, by=None, origin=Origin.CLOCK)


def _write(letter: Letter, outcome: Outcome) -> None:
    """The outcome of a try on the row; refused too often means failed."""
    now = timezone.now()
    letter.state, letter.code, letter.reason = outcome.state, outcome.code, outcome.reason
    letter.settled_at = now
    if outcome.state == LetterState.QUEUED:
        pause = next_try(letter.tries)
        if pause is None or letter.emptied_at:
            letter.state = LetterState.FAILED
        else:
            letter.not_before = now + pause
    if letter.state in (LetterState.SENT, LetterState.BOUNCED):
        forget_secrets(letter)
    letter.save()
