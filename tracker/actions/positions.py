"""The exceptions a signatory makes to single clauses."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, kept, locked, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.public_facts import correct_columns, correct_whole
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind
from tracker.models import Position, Submission, User
from tracker.queries.publicity import was_public
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("clause", "kind", "text")


@transaction.atomic
def record_position(submission: Submission, values: Values, *, by: User, why: str = "") -> Position:
    """Record a reservation, abstention or objection to one clause. Records position-recorded.

    Readers of a public submission took it for one without: that is corrected, with `why`, by a
    correction-released. Raises Refused for a clause of another revision than the one endorsed.
    """
    require_right(by, Right.EDIT)
    position = Position(submission=locked(submission))
    return _write(EventKind.POSITION_RECORDED, position, values, by=by, why=why)


@transaction.atomic
def change_position(position: Position, values: Values, *, by: User, why: str = "") -> Position:
    """Correct a position. Records position-changed if something differs.

    On a public submission also, with `why`, a correction-released for each fact.
    """
    require_right(by, Right.EDIT)
    return _write(EventKind.POSITION_CHANGED, locked(position), values, by=by, why=why)


@transaction.atomic
def remove_position(position: Position, *, by: User, why: str = "") -> None:
    """Remove a position recorded by mistake; the event keeps it. Records position-removed.

    On a public submission also a correction-released, with `why`.
    """
    require_right(by, Right.EDIT)
    position = locked(position)
    require_not_erased(position.submission)
    changes: Changes = {name: [kept(position, name), None] for name in FIELDS}
    _record(EventKind.POSITION_REMOVED, position, changes, by=by)
    _correct(EventKind.POSITION_REMOVED, position, changes, why, by=by)
    position.delete()


def require_own_clause(position: Position) -> None:
    """Raise Refused for a clause of another revision than the one endorsed."""
    if position.clause.revision_id != position.submission.revision_id:
        raise Refused(
            _("This clause belongs to another wording than the one endorsed."), field="clause"
        )


def _write(kind: EventKind, position: Position, values: Values, *, by: User, why: str) -> Position:
    require_not_erased(position.submission)
    is_new = position.pk is None
    changes = fill(position, values, FIELDS)
    if not changes:
        return position
    require_own_clause(position)
    saved(position, is_new=is_new)
    _record(kind, position, changes, by=by)
    _correct(kind, position, changes, why, by=by)
    return position


def _correct(kind: EventKind, position: Position, changes: Changes, why: str, *, by: User) -> None:
    submission = position.submission
    if was_public(submission):
        correct = correct_columns if kind == EventKind.POSITION_CHANGED else correct_whole
        correct(submission, position, changes, why, by=by, of=lambda: _called(position))


def _called(position: Position) -> str:
    return _("position on %(clause)s") % {"clause": position.clause}


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
