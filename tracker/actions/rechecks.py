"""Deriving every stored standing again, and repairing what differs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tracker.actions.actors import require_right
from tracker.actions.changes import kept
from tracker.actions.events import record_event
from tracker.actions.standings import (
    COLUMNS,
    cells_of,
    locked_submissions,
    moved_cells,
    set_standing,
)
from tracker.actions.submissions import happened
from tracker.choices import EventKind
from tracker.models import Submission, User
from tracker.rules.permissions import Right

BATCH = 500


def recheck_submissions(*, by: User, repair: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Replay every submission in bounded batches; yields (rows done, references that differ).

    With `repair` the derived standing is stored and standing-repaired is recorded for each;
    without, nothing is written. May be stopped and started again at any time.
    """
    require_right(by, Right.RELEASE)
    last, done = 0, 0
    while pks := list(
        Submission.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        differing = _recheck(pks, by=by, repair=repair)
        last, done = pks[-1], done + len(pks)
        yield done, differing


@transaction.atomic
def _recheck(pks: list[int], *, by: User, repair: bool) -> list[str]:
    differing = []
    for submission in locked_submissions(pks):
        before = cells_of([submission])
        old = {name: kept(submission, name) for name in COLUMNS}
        set_standing(submission)
        new = {name: kept(submission, name) for name in COLUMNS}
        if old == new:
            continue
        differing.append(submission.reference)
        if repair:
            submission.save(update_fields=COLUMNS)
            changes = {name: [old[name], new[name]] for name in COLUMNS if old[name] != new[name]}
            moved = moved_cells([submission], before)
            record_event(happened(EventKind.STANDING_REPAIRED, submission, changes, moved), by=by)
    return differing
