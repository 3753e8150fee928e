"""Recording and correcting offers and invitations."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.answered import require_changeable
from tracker.actions.bulk import clean_rows
from tracker.actions.changes import Changes, Values, fill, fill_date, kept, locked_record, saved
from tracker.actions.events import record_event, record_events
from tracker.actions.happened import Happened
from tracker.actions.names import set_signed_name
from tracker.actions.public_facts import correct_columns
from tracker.actions.signatories import require_current
from tracker.actions.standings import COLUMNS, Cells, Moved, cells_of, restate, set_standing
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind, Origin
from tracker.models import Position, Revision, Signatory, Statement, Submission, User
from tracker.models.submissions import GONE
from tracker.queries.publicity import name_was_public, was_public
from tracker.rules.permissions import Right
from tracker.rules.references import RANDOM_BITS, reference
from tracker.rules.refusals import Refused
from tracker.rules.releases import offer_is_negative
from tracker.rules.signing import Terms, require_after, require_open, require_past

FIELDS = (
    "revision",
    "signatory",
    "direction",
    "offered",
    "offered_words",
    "channel",
    "message",
    "representative",
    "capacity",
    "signed_name",
    "signed_kind",
    "signed_country",
    "signed_country_words",
    "signed_details",
    "visibility",
)
BATCH = 500
# What whoever signed may correct without asking anybody.
SIGNED = ("signed_name", "representative", "capacity", "signed_country", "visibility")
FIXED = ("revision", "signatory", "direction")
# What readers do not see of somebody whose name is withheld.
PERSONAL = frozenset({"message", "representative", "capacity", "signed_name", "signed_details"})
ASKED = ("offered", "signed_kind")  # what the statement's terms speak of


@transaction.atomic
def record_submission(values: Values, *, by: User) -> Submission:
    """Record an offer to endorse a revision, or an invitation to; it waits for release.

    `offered` is EDTF; name, kind and country as signed default to the signatory's own.
    Records submission-recorded. Raises Refused when the statement is not open to it, the date lies
    ahead, or the signatory was merged into another or has a live submission to this revision.
    """
    require_right(by, Right.EDIT)
    _hold([values])
    submission = new_submission(values, by=by)
    require_acceptable(submission)
    _require_first(submission)
    saved(submission, is_new=True)
    record_event(recorded(submission), by=by)
    return submission


@transaction.atomic
def record_submissions(rows: Iterable[Values], *, by: User) -> list[Submission]:
    """Record many submissions at once, all or none; they wait for release. One event each.

    Cost is bounded per batch, not per row: validation asks the rules, and the database's own
    constraints refuse a second live submission of the same signatory to the same revision.
    """
    require_right(by, Right.EDIT)
    wanted = list(rows)
    _hold(wanted)
    submissions = [new_submission(values, by=by) for values in wanted]
    for submission in submissions:
        require_acceptable(submission)
    clean_rows(submissions)
    try:
        Submission.objects.bulk_create(submissions, batch_size=BATCH)
    except IntegrityError as error:
        raise Refused(
            _(
                "One of these signatories has a submission to this wording already, or is named "
                "twice. Nothing was recorded."
            )
        ) from error
    record_events([recorded(one) for one in submissions], by=by)
    return submissions


@transaction.atomic
def change_submission(
    submission: Submission, values: Values, *, by: User, seen: int | None = None, why: str = ""
) -> Submission:
    """Correct what was recorded of a submission; who, what wording and which way stay fixed.

    What is public asks for the same as releasing it, and for a reason. Records submission-changed
    if something differs, and a correction-released with `why` for each fact that was public.
    Raises Conflict if it is newer than `seen`.
    """
    require_right(by, Right.EDIT)
    current = locked_record(submission, seen)
    require_not_erased(current)
    before = cells_of([current])
    changes = fill(current, values, FIELDS)
    if not changes:
        return current
    _require_fixed(changes)
    require_changeable(
        current,
        is_negative=offer_is_negative(current.statement.custody, current.direction, current.status),
        by=by,
    )
    _fill_derived(current)
    if not changes.keys().isdisjoint(ASKED):
        require_acceptable(current)
    _require_replies_after(current)
    _save_changed(current, changes, before, by=by)
    correct_columns(current, current, readable_changes(current, changes), why, by=by)
    return current


@transaction.atomic
def change_as_signed(submission: Submission, values: Values, *, origin: Origin) -> Changes:
    """Let whoever signed correct how; returns what differs, as {field: [old, new]}.

    Takes the columns in SIGNED. Records submission-changed if something differs.
    """
    current = locked_record(submission, None)
    before = cells_of([current])
    changes = fill(current, values, SIGNED)
    if changes:
        set_signed_name(current)
        _save_changed(current, changes, before, by=None, origin=origin)
    return changes


def readable_changes(submission: Submission, changes: Changes) -> Changes:
    """Those of the changes that are of facts which everybody can read, or could before."""
    if not was_public(submission):
        return {}
    hidden = frozenset() if name_was_public(submission) else PERSONAL
    return {name: pair for name, pair in changes.items() if name not in hidden}


def _save_changed(
    current: Submission,
    changes: Changes,
    before: Cells,
    *,
    by: User | None,
    origin: Origin = Origin.DESK,
) -> None:
    saved(current, is_new=False)
    moved = restate([current.pk], before)
    current.refresh_from_db(fields=COLUMNS)
    told = happened(EventKind.SUBMISSION_CHANGED, current, changes, moved)
    record_event(told, by=by, origin=origin)
    current.refresh_from_db()


def recorded(submission: Submission) -> Happened:
    """What is told of a submission that was just recorded."""
    changes: Changes = {name: [None, kept(submission, name)] for name in FIELDS}
    return happened(EventKind.SUBMISSION_RECORDED, submission, changes, [])


def happened(
    kind: EventKind,
    submission: Submission,
    changes: Changes,
    moved: Moved,
    *,
    facts: Mapping[str, object] | None = None,
    is_public: bool = False,
    positions: Sequence[Position] | None = None,
) -> Happened:
    """What an action did to one submission, with the tally cells it moved between."""
    return Happened(
        kind,
        submission,
        statement=submission.statement,
        submission=submission,
        changes=changes,
        facts={**({"cells": moved} if moved else {}), **(facts or {})},
        is_public=is_public,
        positions=positions,
    )


def new_submission(values: Values, *, by: User | None) -> Submission:
    """An unsaved submission with everything that follows from its values; asks no rule yet."""
    submission = Submission(recorded_by=by)
    fill(submission, _with_defaults(values), FIELDS)
    submission.statement = submission.revision.statement
    submission.reference = reference(submission.statement.slug, secrets.randbits(RANDOM_BITS))
    _fill_derived(submission)
    set_standing(submission)
    return submission


def require_acceptable(submission: Submission) -> None:
    """Raise Refused unless the statement takes this submission, dated in the past."""
    statement = submission.statement
    terms = Terms(statement.openness, statement.opens_on, statement.closes_on)
    require_open(
        terms,
        direction=submission.direction,
        kind=submission.signed_kind,
        offered=submission.stated,
        is_issuer=submission.signatory_id == statement.issuer_id,
    )
    require_past(submission.stated, today=timezone.localdate(), field="offered")


def hold_terms(revisions: Iterable[Revision]) -> None:
    """Lock the statements of these revisions, whose terms the revisions then have as they are now.

    A second submission of one signatory waits here and is told of the first. What only points to
    the statement need not wait (no_key).
    """
    wanted = list(revisions)
    statements = Statement.objects.select_for_update(no_key=True).order_by("pk")
    held = {one.pk: one for one in statements.filter(revisions__in={one.pk for one in wanted})}
    for revision in wanted:
        revision.statement = held[revision.statement_id]


def _hold(rows: Sequence[Values]) -> None:
    """Lock the terms, and the signatories against being merged away meanwhile."""
    hold_terms(row["revision"] for row in rows)
    pks = sorted({row["signatory"].pk for row in rows})
    signatories = Signatory.objects.select_for_update(no_key=True).order_by("pk")
    for start in range(0, len(pks), BATCH):
        for signatory in signatories.filter(pk__in=pks[start : start + BATCH]):
            require_current(signatory)


def _with_defaults(values: Values) -> Values:
    signatory: Signatory = values["signatory"]
    as_signed = {
        "signed_name": signatory.name,
        "signed_kind": signatory.kind,
        "signed_country": signatory.country,
    }
    given = {name: value for name, value in values.items() if value or name not in as_signed}
    return as_signed | given


def _fill_derived(submission: Submission) -> None:
    if fill_date(submission, "offered") is None:
        raise Refused(_("State when it was offered, as far as a source says."), field="offered")
    set_signed_name(submission)


def _require_first(submission: Submission) -> None:
    live = Submission.objects.exclude(status__in=GONE)
    same = live.filter(revision=submission.revision, signatory=submission.signatory).first()
    if same is not None:
        raise Refused(
            _(
                "%(name)s already has a submission to this wording: %(reference)s. Nothing was "
                "recorded. If the offer was sent again, record a reply “sends the offer again”."
            )
            % {"name": submission.signatory, "reference": same.reference},
            field="signatory",
        )


def _require_fixed(changes: Changes) -> None:
    for name in FIXED:
        if name in changes:
            raise Refused(
                _("This cannot be changed. Void the submission and record a new one."), field=name
            )


def _require_replies_after(submission: Submission) -> None:
    for reply in submission.replies.filter(voided_at=None):
        try:
            require_after(submission.stated, reply.stated)
        except Refused as error:
            raise Refused(
                _("A reply (%(reply)s) would then be dated before the submission.")
                % {"reply": reply},
                field="offered",
            ) from error
