"""What replies and checks share: submissions to one statement, release, and voiding."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.changes import Changes, fill
from tracker.choices import VoidReason
from tracker.models import Statement, Submission
from tracker.models.records import Releasable
from tracker.rules.refusals import Refused


def one_statement(submissions: Sequence[Submission]) -> Statement:
    """The statement that all these belong to; raises Refused if there is none or more than one."""
    statements = {submission.statement_id for submission in submissions}
    if not statements:
        raise Refused(_("Choose at least one submission."), field="submissions")
    if len(statements) > 1:
        raise Refused(
            _("These submissions belong to different statements. Choose those of one statement."),
            field="submissions",
        )
    return submissions[0].statement


def require_unreleased(row: Releasable) -> None:
    """Raise Refused for what is public or void already."""
    if row.voided_at is not None:
        raise Refused(_("This is void."))
    if row.released_at is not None:
        raise Refused(_("This is public already."))


def void(row: Releasable, reason: str) -> Changes:
    """Mark a row as void, without saving; raises Refused for an unknown reason or a void row."""
    if reason not in VoidReason.values:
        raise Refused(_("Choose why this is void."), field="void_reason")
    if row.voided_at is not None:
        raise Refused(_("This is void already."))
    row.voided_at = timezone.now()
    return fill(row, {"void_reason": reason}, ["void_reason"])
