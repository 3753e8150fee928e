"""What can be released shares: one statement, and what releasing, changing, voiding ask for."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import actor_of, require_right
from tracker.actions.changes import Changes, fill
from tracker.actions.standings import Cells
from tracker.choices import Status, VoidReason
from tracker.models import Check, Reply, Statement, Submission, Tally, User
from tracker.models.records import Releasable
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.releases import offer_is_negative, require_release


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


def require_changeable(row: Reply | Check | Submission, *, is_negative: bool, by: User) -> None:
    """Raise Refused for what is void; what is public asks for the same as releasing it did."""
    require_right(by, Right.EDIT)
    if row.voided_at is not None:
        raise Refused(_("This is void."))
    if row.released_at is not None:
        require_release(
            require_right(by, Right.RELEASE),
            author_pk=row.recorded_by_id,
            is_negative=is_negative,
            sources=row.sources.count(),
        )


def require_silence_released(before: Cells, *, by: User) -> None:
    """Where a public reply no longer counts, “no reply recorded” is a claim that nobody released.

    Raises Refused unless all is there that releasing such an offer asks for. `before` is what
    cells_of() said before the reply was changed or voided.
    """
    status = Tally.CELL.index("status")
    was_answered = [pk for pk, cell in before.items() if cell and cell[status] != Status.UNANSWERED]
    waiting = Submission.objects.filter(pk__in=was_answered, status=Status.UNANSWERED)
    for offer in waiting.select_related("statement"):
        require_release(
            actor_of(by),
            author_pk=offer.recorded_by_id,
            is_negative=offer_is_negative(offer.statement.custody, offer.direction, offer.status),
            sources=offer.sources.count(),
        )


def void(row: Releasable, reason: str) -> Changes:
    """Mark a row as void, without saving; raises Refused for an unknown reason or a void row."""
    if reason not in VoidReason.values:
        raise Refused(_("Choose why this is void."), field="void_reason")
    if row.voided_at is not None:
        raise Refused(_("This is void already."))
    row.voided_at = timezone.now()
    return fill(row, {"void_reason": reason}, ["void_reason"])
