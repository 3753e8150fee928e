"""Adding and correcting translations of a revision."""

from __future__ import annotations

from django.db import transaction

from tracker.actions.actors import require_right
from tracker.actions.changes import Values, fill, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import Revision, Translation, User
from tracker.rules.permissions import Right

FIELDS = ("language", "title", "text", "translator", "is_reviewed")


@transaction.atomic
def add_translation(revision: Revision, values: Values, *, by: User) -> Translation:
    """Add a translation with its translator; one for each language. Records translation-added."""
    require_right(by, Right.EDIT)
    translation = Translation(revision=revision, recorded_by=by)
    changes = fill(translation, values, FIELDS)
    saved(translation, is_new=True)
    record_event(
        Happened(
            EventKind.TRANSLATION_ADDED,
            translation,
            statement=revision.statement,
            changes=changes,
        ),
        by=by,
    )
    return translation


@transaction.atomic
def change_translation(
    translation: Translation, values: Values, *, by: User, seen: int | None = None
) -> Translation:
    """Correct a translation or mark it reviewed. Records translation-changed if it differs."""
    require_right(by, Right.EDIT)
    translation = locked_record(translation, seen)
    changes = fill(translation, values, FIELDS)
    if not changes:
        return translation
    saved(translation, is_new=False)
    record_event(
        Happened(
            EventKind.TRANSLATION_CHANGED,
            translation,
            statement=translation.revision.statement,
            changes=changes,
        ),
        by=by,
    )
    return translation
