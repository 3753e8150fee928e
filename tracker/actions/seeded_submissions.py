"""What seed files say of submissions and of what came after: replies, checks and corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.checks import FIELDS as CHECK_FIELDS
from tracker.actions.checks import change_check, record_check, release_check
from tracker.actions.corrections import FIELDS as CORRECTION_FIELDS
from tracker.actions.corrections import change_correction, record_correction, release_correction
from tracker.actions.positions import FIELDS as POSITION_FIELDS
from tracker.actions.positions import change_position, record_position
from tracker.actions.releases import release_submission
from tracker.actions.replies import FIELDS as REPLY_FIELDS
from tracker.actions.replies import change_reply, record_reply, release_reply
from tracker.actions.seeded_rows import Loading, Values, keep_sources, values_of
from tracker.actions.submissions import FIELDS as SUBMISSION_FIELDS
from tracker.actions.submissions import change_submission, record_submission
from tracker.models import Check, Correction, Reply, Revision, Signatory, Submission, User
from tracker.readers.seed_tables import (
    CheckTable,
    CorrectionTable,
    PositionTable,
    ReplyTable,
    SubmissionTable,
)
from tracker.rules.refusals import Refused

Row = TypeVar("Row", bound=models.Model)


def keep_submission(
    loading: Loading,
    table: SubmissionTable,
    signatories: Mapping[str, Signatory],
    revisions: Mapping[str, Revision],
) -> Submission:
    """An offer or an invitation with its positions and sources; released once it is recorded."""
    place = f"submissions.{table.key}"
    submission: Submission = loading.keep(
        place,
        values_of(table, SUBMISSION_FIELDS),
        partial(record_submission, by=loading.editor),
        partial(change_submission, by=loading.publisher, why=loading.why),
        rows={
            "signatory": signatories[table.signatory],
            "revision": revisions[table.revision],
        },
    )
    for position in table.positions:
        _keep_position(loading, place, submission, position)
    keep_sources(loading, place, submission, table)
    _release(loading, place, submission, release_submission)
    return submission


def keep_reply(loading: Loading, table: ReplyTable, submissions: Mapping[str, Submission]) -> Reply:
    """A reply with its sources; released once it is recorded."""
    place = f"replies.{table.key}"
    reply: Reply = loading.keep(
        place,
        values_of(table, ("submissions", *REPLY_FIELDS)),
        partial(_record_reply, by=loading.editor),
        partial(_change_reply, by=loading.publisher, why=loading.why),
        rows={"submissions": [submissions[key] for key in table.submissions]},
    )
    keep_sources(loading, place, reply, table)
    _release(loading, place, reply, release_reply)
    return reply


def keep_check(loading: Loading, table: CheckTable, submissions: Mapping[str, Submission]) -> Check:
    """A check that found nothing, with its sources; released once it is recorded."""
    place = f"checks.{table.key}"
    check: Check = loading.keep(
        place,
        values_of(table, ("submissions", *CHECK_FIELDS)),
        partial(_record_check, by=loading.editor),
        partial(_change_check, by=loading.publisher, why=loading.why),
        rows={"submissions": [submissions[key] for key in table.submissions]},
    )
    keep_sources(loading, place, check, table)
    _release(loading, place, check, release_check)
    return check


def keep_correction(loading: Loading, table: CorrectionTable, subject: models.Model) -> None:
    """A correction; released once it is recorded, and from then on it stays as it is."""
    place = f"corrections.{table.key}"
    correction: Correction = loading.keep(
        place,
        values_of(table, CORRECTION_FIELDS),
        partial(_record_correction, subject, by=loading.editor),
        partial(change_correction, by=loading.editor),
    )
    _release(loading, place, correction, release_correction)


def _keep_position(
    loading: Loading, place: str, submission: Submission, table: PositionTable
) -> None:
    kind, number = table.clause.split(" ", 1)
    loading.keep_removable(
        f"{place}.positions.{table.clause} {table.kind}",
        values_of(table, POSITION_FIELDS),
        partial(record_position, submission, by=loading.editor, why=loading.why),
        partial(change_position, by=loading.editor, why=loading.why),
        rows={"clause": submission.revision.clauses.get(kind=kind, number=number)},
    )


def _record_reply(values: Values, *, by: User) -> Reply:
    return record_reply(values.pop("submissions"), values, by=by)


def _change_reply(reply: Reply, values: Values, *, by: User, why: str) -> None:
    change_reply(reply, values, values.pop("submissions", None), by=by, why=why)


def _record_check(values: Values, *, by: User) -> Check:
    return record_check(values.pop("submissions"), values, by=by)


def _change_check(check: Check, values: Values, *, by: User, why: str) -> None:
    if "submissions" in values:
        raise Refused(
            _("A check stays about the submissions it was made for. Give the new one its own key."),
            field="submissions",
        )
    change_check(check, values, by=by, why=why)


def _record_correction(subject: models.Model, values: Values, *, by: User) -> Correction:
    since = values["since"] or timezone.localdate()
    return record_correction(subject, values | {"since": since}, by=by)


def _release(loading: Loading, place: str, row: Row, release: Callable[..., object]) -> None:
    if loading.is_new(place):
        with loading.at(place):
            release(row, by=loading.publisher)
