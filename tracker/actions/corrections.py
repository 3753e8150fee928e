"""Public notes on what the record had wrong."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from tracker.actions.about import about_statement, about_submission
from tracker.actions.actors import require_right
from tracker.actions.answered import require_unreleased
from tracker.actions.changes import Changes, Values, fill, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind, Origin
from tracker.models import Correction, User
from tracker.models.subjects import subject_name
from tracker.rules.permissions import Right

FIELDS = ("what", "was", "now", "why", "since")


@transaction.atomic
def record_correction(subject: models.Model, values: Values, *, by: User) -> Correction:
    """Write a note on one fact: what it said, what it says now, why, since which day.

    It waits for release. Records correction-recorded.
    """
    require_right(by, Right.EDIT)
    require_not_erased(subject)
    correction = Correction(recorded_by=by, **{subject_name(subject): subject})
    changes = fill(correction, values, FIELDS)
    saved(correction, is_new=True)
    _record(EventKind.CORRECTION_RECORDED, correction, by=by, changes=changes)
    return correction


@transaction.atomic
def change_correction(
    correction: Correction, values: Values, *, by: User, seen: int | None = None
) -> Correction:
    """Reword a note that is not public yet. Records correction-changed if it differs."""
    require_right(by, Right.EDIT)
    correction = locked_record(correction, seen)
    require_unreleased(correction)
    require_not_erased(correction.subject)
    changes = fill(correction, values, FIELDS)
    if not changes:
        return correction
    saved(correction, is_new=False)
    _record(EventKind.CORRECTION_CHANGED, correction, by=by, changes=changes)
    return correction


@transaction.atomic
def release_correction(correction: Correction, *, by: User) -> Correction:
    """Make a correction public; from then on it stays. Records correction-released, publicly."""
    require_right(by, Right.RELEASE)
    correction = locked_record(correction, None)
    require_unreleased(correction)
    correction.released_at, correction.released_by = timezone.now(), by
    saved(correction, is_new=False)
    _record(EventKind.CORRECTION_RELEASED, correction, by=by, changes={}, is_public=True)
    return correction


@transaction.atomic
def publish_correction(
    subject: models.Model, values: Values, *, by: User | None, origin: Origin
) -> Correction:
    """Note publicly what is put right together with it, at the desk or by whoever it is about.

    Records correction-released.
    """
    correction = Correction(
        recorded_by=by,
        released_at=timezone.now(),
        released_by=by,
        **{subject_name(subject): subject},
    )
    changes = fill(correction, values, FIELDS)
    saved(correction, is_new=True)
    kind = EventKind.CORRECTION_RELEASED
    _record(kind, correction, by=by, origin=origin, changes=changes, is_public=True)
    return correction


def _record(
    kind: EventKind,
    correction: Correction,
    *,
    by: User | None,
    changes: Changes,
    origin: Origin = Origin.DESK,
    is_public: bool = False,
) -> None:
    subject = correction.subject
    happened = Happened(
        kind,
        correction,
        statement=about_statement(subject),
        submission=about_submission(subject),
        signatory=correction.signatory,
        changes=changes,
        facts={"about": subject_name(subject), "about_id": subject.pk},
        is_public=is_public,
    )
    record_event(happened, by=by, origin=origin)
