"""Internal notes on a record, and who looks after it."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext as _

from tracker.actions.about import about_statement, about_submission
from tracker.actions.actors import actor_of, require_right
from tracker.actions.changes import fill, locked_record
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind
from tracker.models import Note, Signatory, Statement, Submission, User
from tracker.models.subjects import subject_name
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused


@transaction.atomic
def add_note(subject: models.Model, text: str, *, by: User) -> Note:
    """Leave a remark for other editors; never public, and it stays. Records note-added."""
    require_right(by, Right.EDIT)
    require_not_erased(subject)
    note = Note(recorded_by=by, text=text, **{subject_name(subject): subject})
    note.full_clean()
    note.save()
    happened = Happened(
        EventKind.NOTE_ADDED,
        note,
        statement=about_statement(subject),
        submission=about_submission(subject),
        facts={"about": subject_name(subject), "about_id": subject.pk},
    )
    record_event(happened, by=by)
    return note


@transaction.atomic
def assign_record(
    row: Statement | Signatory | Submission, editor: User | None, *, by: User
) -> None:
    """Give a record to an editor to look after, or to nobody. Records record-assigned.

    Raises Refused for somebody who may not edit.
    """
    require_right(by, Right.EDIT)
    if editor is not None and Right.EDIT not in actor_of(editor).rights:
        raise Refused(
            _("%(name)s may not edit, so nothing was assigned.") % {"name": editor},
            field="assigned_to",
        )
    current = locked_record(row, None)
    changes = fill(current, {"assigned_to": editor}, ["assigned_to"])
    if not changes:
        return
    current.save(update_fields=["assigned_to"])
    happened = Happened(
        EventKind.RECORD_ASSIGNED,
        current,
        statement=about_statement(current),
        submission=about_submission(current),
        changes=changes,
    )
    record_event(happened, by=by)
