"""What was taken out of the public record, by its events: copies made before it must end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from tracker.choices import EventKind, ReplyKind
from tracker.models import Event, Reply
from tracker.models.existence import ExistsByRow

# By one of these something that everybody could read may be gone, or may say something else.
TAKE_OUT = frozenset(
    {
        EventKind.STATEMENT_CHANGED,
        EventKind.STATEMENT_RETIRED,
        EventKind.SIGNATORY_CHANGED,
        EventKind.SIGNATORIES_MERGED,
        EventKind.ALIAS_REMOVED,
        EventKind.MEMBERSHIP_CHANGED,
        EventKind.MEMBERSHIP_REMOVED,
        EventKind.SUBMISSION_CHANGED,
        EventKind.SUBMISSION_VOIDED,
        EventKind.POSITION_CHANGED,
        EventKind.POSITION_REMOVED,
        EventKind.REPLY_CHANGED,
        EventKind.REPLY_VOIDED,
        EventKind.CHECK_CHANGED,
        EventKind.CHECK_VOIDED,
        EventKind.CORRECTION_CHANGED,
        EventKind.STANDING_REPAIRED,
        EventKind.PERSON_ERASED,
        EventKind.LATENESS_RETRACTED,
    }
)
# PostgreSQL gives out numbers of events before commit: as many below the newest may still appear.
LATE = 10_000


@dataclass(frozen=True, slots=True)
class TakenOut:
    """How much has been taken out by events with higher numbers than `floor`, at some moment."""

    floor: int
    amount: int


def taken_out_now() -> TakenOut:
    """What has been taken out as far as is seen now, within a moment as of that moment."""
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    floor = max(newest - LATE, 0)
    return TakenOut(floor, len(taken_out_since(floor)))


def is_outdated(known: TakenOut) -> bool:
    """Whether anything was taken out since; one query along indexes."""
    return len(_events_since(known.floor)[: known.amount + 1]) != known.amount


def taken_out_since(floor: int) -> list[int]:
    """The numbers above `floor` of the events that took something out, in no order."""
    return [number for (number,) in _events_since(floor)]


def _events_since(floor: int) -> QuerySet[Any, Any]:
    """Two walks along one index: a withdrawal is told apart from other replies by its own row."""
    later = Event.objects.filter(pk__gt=floor).order_by().values_list("pk")
    withdrawal = Reply.objects.filter(pk=OuterRef("subject_id"), kind=ReplyKind.WITHDRAWAL)
    withdrawn = later.filter(ExistsByRow(withdrawal), kind=EventKind.REPLY_RELEASED)
    return later.filter(kind__in=TAKE_OUT).union(withdrawn, all=True)
