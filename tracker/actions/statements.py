"""Recording, changing and publishing statements."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, fill_date, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.public_facts import correct_columns
from tracker.actions.signatories import require_current
from tracker.choices import Custody, EventKind, RetireReason, Stage
from tracker.models import Statement, User
from tracker.queries.publicity import was_public
from tracker.rules.names import fold
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.stages import require_publishable, require_stage

FIELDS = (
    "title",
    "slug",
    "kind",
    "issuer",
    "issued",
    "issued_words",
    "place",
    "url",
    "openness",
    "openness_words",
    "opens_on",
    "closes_on",
    "acknowledge_days",
    "decide_days",
    "policy",
    "custody",
)
# What everybody may know of the ways of a statement.
PUBLIC_MOVES = frozenset({EventKind.STATEMENT_PUBLISHED, EventKind.STATEMENT_RETIRED})
PROMISES = ("issuer", "acknowledge_days", "decide_days", "policy", "custody")


@transaction.atomic
def record_statement(values: Values, *, by: User) -> Statement:
    """Record a statement as a draft; nothing of it is public yet.

    `values` are FIELDS of the model; `issued` is EDTF. Records statement-recorded.
    Raises NotAllowed, or ValidationError with messages by field.
    """
    require_right(by, Right.EDIT)
    statement = Statement(recorded_by=by)
    changes = _fill(statement, values)
    saved(statement, is_new=True)
    _record(EventKind.STATEMENT_RECORDED, statement, by=by, changes=changes)
    return statement


@transaction.atomic
def change_statement(
    statement: Statement, values: Values, *, by: User, seen: int | None = None, why: str = ""
) -> Statement:
    """Change a statement's facts; without a difference nothing happens and no event is left.

    `seen` is the version on the editor's screen. Records statement-changed, and where it has been
    public a correction-released for each fact, with `why`.
    Raises Conflict if somebody else saved since, and Refused for a promise (days, policy, custody,
    whose it is) once somebody has offered to sign under it, for an address that was public, or
    without the reason that a public fact asks for.
    """
    require_right(by, Right.EDIT)
    statement = locked_record(statement, seen)
    changes = _fill(statement, values)
    if not changes:
        return statement
    _require_promises_kept(statement, changes)
    saved(statement, is_new=False)
    _record(EventKind.STATEMENT_CHANGED, statement, by=by, changes=changes)
    if was_public(statement):
        correct_columns(statement, statement, changes, why, by=by)
    return statement


def submit_statement(statement: Statement, *, by: User) -> Statement:
    """Send a draft to review, for a second pair of eyes. Records statement-submitted."""
    return _move(statement, Stage.REVIEW, EventKind.STATEMENT_SUBMITTED, Right.EDIT, by)


def return_statement(statement: Statement, *, by: User) -> Statement:
    """Send a statement in review back to draft. Records statement-returned."""
    return _move(statement, Stage.DRAFT, EventKind.STATEMENT_RETURNED, Right.EDIT, by)


@transaction.atomic
def publish_statement(statement: Statement, *, by: User) -> Statement:
    """Make a reviewed (or retired) statement public. Records statement-published, publicly.

    Raises Refused without a revision, or without a source where it was observed from outside.
    """
    require_right(by, Right.RELEASE)
    require_publishable(
        revisions=statement.revisions.count(),
        sources=statement.sources.count(),
        is_observed=statement.custody == Custody.OBSERVED,
    )
    return _move(statement, Stage.PUBLISHED, EventKind.STATEMENT_PUBLISHED, Right.RELEASE, by)


def retire_statement(statement: Statement, reason: str, *, by: User) -> Statement:
    """Take a published statement, and all that hangs on it, from the public. Keeps everything.

    `reason` is a RetireReason, which the public list of takedowns tells. Records statement-retired.
    """
    require_right(by, Right.RELEASE)
    if reason not in RetireReason.values:
        raise Refused(_("Choose why this leaves the public."), field="reason")
    kind, facts = EventKind.STATEMENT_RETIRED, {"reason": str(reason)}
    return _move(statement, Stage.RETIRED, kind, Right.RELEASE, by, facts=facts)


@transaction.atomic
def _move(
    statement: Statement,
    stage: Stage,
    kind: EventKind,
    right: Right,
    by: User,
    *,
    facts: dict[str, str] | None = None,
) -> Statement:
    require_right(by, right)
    statement = locked_record(statement, None)
    require_stage(statement.stage, stage)
    changes = fill(statement, {"stage": stage}, ["stage"])
    if stage == Stage.PUBLISHED and statement.published_at is None:
        statement.published_at = timezone.now()
    saved(statement, is_new=False)
    _record(kind, statement, by=by, changes=changes, facts=facts)
    return statement


def _fill(statement: Statement, values: Values) -> Changes:
    changes = fill(statement, values, FIELDS)
    if "issuer" in changes:
        require_current(statement.issuer)
    fill_date(statement, "issued")
    statement.folded = fold(statement.title)
    return changes


def _require_promises_kept(statement: Statement, changes: Changes) -> None:
    broken = [name for name in PROMISES if name in changes]
    if broken and statement.submissions.exists():
        raise Refused(
            _("Somebody has offered to sign under these terms; they can no longer be changed."),
            field=broken[0],
        )
    if "slug" in changes and statement.published_at is not None:
        raise Refused(
            _("This address has been public, so links to it must go on working."), field="slug"
        )


def _record(
    kind: EventKind,
    statement: Statement,
    *,
    by: User,
    changes: Changes,
    facts: dict[str, str] | None = None,
) -> None:
    happened = Happened(
        kind,
        statement,
        statement=statement,
        changes=changes,
        facts=dict(facts or {}),
        is_public=kind in PUBLIC_MOVES,
    )
    record_event(happened, by=by)
