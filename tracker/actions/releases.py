"""Making submissions public, and taking them out of the record with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import actor_of, require_right
from tracker.actions.bulk import snapshot, store_changed
from tracker.actions.changes import fill
from tracker.actions.events import record_event, record_events
from tracker.actions.standings import (
    COLUMNS,
    cells_of,
    locked_submissions,
    moved_cells,
    restate,
    set_standing,
)
from tracker.actions.submissions import happened
from tracker.choices import EventKind, Origin, Status, VoidReason
from tracker.models import Source, Submission, User
from tracker.queries.publicity import is_public_now
from tracker.rules.permissions import Actor, Right
from tracker.rules.refusals import Refused
from tracker.rules.releases import offer_is_negative, require_release

RELEASED = ("released_at", "released_by_id", "held_because", "version", *COLUMNS)
VOIDED = ("voided_at", "void_reason", "version", *COLUMNS)


def release_submission(submission: Submission, *, by: User) -> Submission:
    """Make a submission public. Records submission-released, publicly.

    An unanswered offer to an observed issuer says that no reply is recorded: that needs a source
    and somebody else than its author (rules.releases).
    """
    release_submissions([submission], by=by)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def release_submissions(submissions: Iterable[Submission], *, by: User) -> list[Submission]:
    """Make several submissions public, all or none. Records submission-released for each.

    One that was held is held no longer: at a statement decided automatically it then stands.
    Those that were public already are left out; returns the ones that became public.
    """
    require_right(by, Right.RELEASE)
    pks = [submission.pk for submission in submissions]
    rows = [one for one in locked_submissions(pks) if one.released_at is None]
    before, stored = cells_of(rows), snapshot(rows, RELEASED)
    actor, now, sourced = actor_of(by), timezone.now(), _sources_of(rows)
    for row in rows:
        _require_releasable(row, actor, sources=sourced.get(row.pk, 0))
        row.released_at, row.released_by, row.held_because = now, by, ""
        row.version += 1
        set_standing(row)
    store_changed(rows, stored, RELEASED)
    kind = EventKind.SUBMISSION_RELEASED
    record_events(
        [happened(kind, row, {}, moved_cells([row], before), is_public=True) for row in rows],
        by=by,
    )
    return rows


@transaction.atomic
def void_submission(submission: Submission, reason: str, *, by: User) -> Submission:
    """Take a submission out of the record as spam, duplicate or mistake; it stays on the desk.

    `reason` is a VoidReason. Records submission-voided. Needs the right to release.
    """
    require_right(by, Right.RELEASE)
    if reason not in VoidReason.values:
        raise Refused(_("Choose why this is void."), field="void_reason")
    return voided(submission, reason, by=by, origin=Origin.DESK)


@transaction.atomic
def voided(submission: Submission, reason: str, *, by: User | None, origin: Origin) -> Submission:
    """void_submission() without asking for a right: for actions that let visitors say so.

    The event is public where the submission was: the list of takedowns tells of it.
    """
    current = locked_submissions([submission.pk])[0]
    before = cells_of([current])
    if current.voided_at is not None:
        raise Refused(_("This submission is void already."))
    was_public = is_public_now(current)
    changes = fill(current, {"void_reason": reason}, ["void_reason"])
    current.voided_at = timezone.now()
    current.version += 1
    current.save()
    moved = restate([current.pk], before)
    current.refresh_from_db(fields=COLUMNS)
    kind = EventKind.SUBMISSION_VOIDED
    told = happened(kind, current, changes, moved, is_public=was_public)
    record_event(told, by=by, origin=origin)
    current.refresh_from_db()
    return current


@transaction.atomic
def void_never_confirmed(submissions: Iterable[Submission]) -> list[Submission]:
    """Void offers that nobody confirmed in time, for many at the cost of one; returns them.

    Those that were confirmed or voided meanwhile are left out. Records submission-voided for each.
    """
    pks = [submission.pk for submission in submissions]
    rows = [one for one in locked_submissions(pks) if one.status == Status.UNCONFIRMED]
    stored, now, reason = snapshot(rows, VOIDED), timezone.now(), VoidReason.UNCONFIRMED
    for row in rows:
        row.voided_at, row.void_reason = now, reason
        row.version += 1
        set_standing(row)
    store_changed(rows, stored, VOIDED)
    kind, changes = EventKind.SUBMISSION_VOIDED, {"void_reason": ["", str(reason)]}
    record_events([happened(kind, one, changes, []) for one in rows], by=None, origin=Origin.CLOCK)
    return rows


def _require_releasable(submission: Submission, actor: Actor, *, sources: int) -> None:
    if submission.voided_at is not None:
        raise Refused(_("%(reference)s is void.") % {"reference": submission.reference})
    if submission.status == Status.UNCONFIRMED:
        raise Refused(
            _("%(reference)s is not confirmed yet by whoever made it.")
            % {"reference": submission.reference}
        )
    require_release(
        actor,
        author_pk=submission.recorded_by_id,
        is_negative=offer_is_negative(
            submission.statement.custody, submission.direction, submission.status
        ),
        sources=sources,
    )


def _sources_of(submissions: list[Submission]) -> dict[int, int]:
    pks = [one.pk for one in submissions]
    found = Source.objects.filter(submission__in=pks).values_list("submission_id", flat=True)
    return dict.fromkeys(found, 1)
