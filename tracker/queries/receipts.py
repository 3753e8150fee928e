"""Receipts: the file by which anybody can check, without this site, that an entry is in the log."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.choices import EventKind, Party
from tracker.models import Event, LogEntry, Reply, Submission
from tracker.proof.commitments import Opening
from tracker.proof.receipts import Receipt, receipt_text
from tracker.queries.log import checkpoint_covering, inclusion_proof

OFFERED = (EventKind.SUBMISSION_OFFERED,)
# What is an offer's receipt, the newest of it: it was offered, confirmed, moved to a new wording.
RECEIPTS = (
    EventKind.SUBMISSION_RECORDED,
    EventKind.SUBMISSION_OFFERED,
    EventKind.SUBMISSION_CONFIRMED,
    EventKind.RENEWAL_ANSWERED,
)
# What its submitter may have opened besides, whoever did it.
OWN = (*RECEIPTS, EventKind.SUBMISSION_RELEASED, EventKind.SUBMISSION_CHANGED)


def receipt_of(entry: LogEntry, opening: Opening | None) -> Receipt:
    """The receipt of an entry against the first checkpoint that covers it; two queries.

    With the same opening it is the same bytes whenever it is made.
    """
    checkpoint = checkpoint_covering(entry.index)
    assert checkpoint is not None  # noqa: S101 - an entry is written with a checkpoint over it
    proof = inclusion_proof(entry.index, checkpoint.size)
    return Receipt(bytes(entry.leaf), entry.index, tuple(proof), checkpoint.note, opening)


def receipt_file(entry: LogEntry, opening: Opening | None) -> bytes:
    """The same as the content of a file."""
    return receipt_text(receipt_of(entry, opening)).encode()


def receipt_name(reference: str, event: int) -> str:
    """What a receipt's file is called: by its submission and its event, or by the event alone."""
    return f"{reference or 'event'}-{event}.tlog-proof"


def promise_name(reference: str, event: int) -> str:
    """What a promise's file is called."""
    return f"{reference}-{event}.promise"


def newest_event(submission: int, kinds: Collection[str]) -> Event | None:
    """The newest event of these kinds on a submission, with its entry if it is in the log."""
    events = Event.objects.filter(
        subject_type="submission", subject_id=submission, kind__in=kinds, submission=submission
    )
    return _with_entry(events).order_by("-pk").first()


def own_events(submission: Submission) -> list[Event]:
    """What the log has of an offer that its submitter may have opened, newest first; one query.

    Its own doing, what it wrote, and every released reply that is about it alone.
    """
    told = Reply.objects.filter(pk=OuterRef("subject_id"), voided_at=None)
    own = Q(kind=EventKind.REPLY_RECORDED) & Q(Exists(told.filter(speaker=Party.SIGNATORY)))
    released = Q(kind=EventKind.REPLY_RELEASED) & Q(Exists(told.exclude(released_at=None)))
    events = Event.objects.filter(Q(kind__in=OWN) | own | released, submission=submission)
    return list(_with_entry(events).order_by("-pk"))


def _with_entry(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.select_related("entry", "submission")
