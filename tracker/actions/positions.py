"""The exceptions a signatory makes to single clauses."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, kept, locked, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import Position, Submission, User
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("clause", "kind", "text")


@transaction.atomic
def record_position(submission: Submission, values: Values, *, by: User) -> Position:
    """Record a reservation, abstention or objection to one clause. Records position-recorded.

    Raises Refused for a clause of another revision than the one endorsed.
    """
    require_right(by, Right.EDIT)
    position = Position(submission=locked(submission))
    return _write(EventKind.POSITION_RECORDED, position, values, by=by)


@transaction.atomic
def change_position(position: Position, values: Values, *, by: User) -> Position:
    """Correct a position. Records position-changed if something differs."""
    require_right(by, Right.EDIT)
    return _write(EventKind.POSITION_CHANGED, locked(position), values, by=by)


@transaction.atomic
def remove_position(position: Position, *, by: User) -> None:
    """Remove a position recorded by mistake; the event keeps it. Records position-removed."""
    require_right(by, Right.EDIT)
    position = locked(position)
    changes: Changes = {name: [kept(position, name), None] for name in FIELDS}
    _record(EventKind.POSITION_REMOVED, position, changes, by=by)
    position.delete()


def require_own_clause(position: Position) -> None:
    """Raise Refused for a clause of another revision than the one endorsed."""
    if position.clause.revision_id != position.submission.revision_id:
        raise Refused(
            _("This clause belongs to another wording than the one endorsed."), field="clause"
        )


def _write(kind: EventKind, position: Position, values: Values, *, by: User) -> Position:
    is_new = position.pk is None
    changes = fill(position, values, FIELDS)
    if not changes:
        return position
    require_own_clause(position)
    saved(position, is_new=is_new)
    _record(kind, position, changes, by=by)
    return position


def _record(kind: EventKind, position: Position, changes: Changes, *, by: User) -> None:
    submission = position.submission
    happened = Happened(
        kind,
        position,
        statement=submission.statement,
        submission=submission,
        changes=changes,
    )
    record_event(happened, by=by)
