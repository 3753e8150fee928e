"""Receipts and promises as files: for the submitter's own page, and for letters as they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.actions.log_keys import LogStopped, signers
from tracker.choices import LetterKind
from tracker.models import Event, Letter
from tracker.models.letters import RECEIVED
from tracker.notify.drafts import Attachment
from tracker.proof.leaves import instant
from tracker.proof.promises import Promise, sign_promise
from tracker.queries.log_openings import opening_of
from tracker.queries.receipts import (
    OFFERED,
    newest_event,
    promise_name,
    receipt_file,
    receipt_name,
)

# Which events a letter of each kind is the receipt of; others carry none.
ATTACHED = {LetterKind.CONFIRMATION: OFFERED, LetterKind.RECEIPT: RECEIVED}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A receipt, or a promise of one, as it is kept; for whom it concerns."""

    name: str
    data: bytes
    is_promise: bool


def proof_file(event: Event) -> ProofFile | None:
    """The receipt of an event read by queries.receipts, with its content, once it is in the log.

    Until then a promise, signed now: it is the same however often it is made, and kept nowhere.
    None where no promise can be signed, or the content was erased before it was promised.
    """
    submission = event.submission
    assert submission is not None  # noqa: S101 - the queries give no others
    entry = getattr(event, "entry", None)
    if entry is not None:
        name = receipt_name(submission.reference, event.pk)
        return ProofFile(name, receipt_file(entry, opening_of(event)), is_promise=False)
    note = promise_note(event)
    if note is None:
        return None
    return ProofFile(promise_name(submission.reference, event.pk), note.encode(), is_promise=True)


def promise_note(event: Event) -> str | None:
    """The promise to put an event into the log, signed with every key there is; None without one.

    It says what the event said when it was recorded, whatever was changed since.
    """
    told: dict[str, Any] = event.shown_facts
    try:
        signing = signers()
    except LogStopped:
        return None  # the worker says so, loudly
    if not signing or "reference" not in told:
        return None
    promise = Promise(
        origin=signing[0].name,
        statement=told["statement"],
        revision=told["revision"],
        reference=told["reference"],
        claimed=told.get("claimed") or told["offered"],
        received=told.get("received") or instant(event.recorded_at),
        event=event.pk,
    )
    return sign_promise(promise, *signing)


def attachments_of(letter: Letter) -> tuple[Attachment, ...]:
    """What a letter carries, made as it leaves: the receipt of what it tells, or its promise."""
    kinds = ATTACHED.get(LetterKind(letter.kind))
    event = newest_event(letter.submission_id, kinds) if kinds and letter.submission_id else None
    made = proof_file(event) if event else None
    return (Attachment(made.name, made.data),) if made else ()
