"""Recording that somebody looked for a reply or a listing and found none."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import actor_of, require_right
from tracker.actions.answered import one_statement, require_changeable, require_unreleased, void
from tracker.actions.changes import Changes, Values, fill, fill_date, kept, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.public_facts import correct_columns, shown_words
from tracker.actions.standings import Moved, cells_of, locked_submissions, restate
from tracker.choices import EventKind
from tracker.models import Check, Submission, User
from tracker.queries.publicity import is_public_now, name_was_public, was_public
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.releases import check_is_negative, require_release
from tracker.rules.signing import require_past

FIELDS = ("looked_for", "dated", "dated_words", "by_whom", "note")
# What readers do not see where all names are withheld.
PERSONAL = frozenset({"by_whom", "note"})


@transaction.atomic
def record_check(submissions: Iterable[Submission], values: Values, *, by: User) -> Check:
    """Record one look that found nothing for these submissions; it waits for release.

    `dated` is EDTF, the day of which nothing is known after. Records check-recorded.
    """
    require_right(by, Right.EDIT)
    concerned = list(submissions)
    check = Check(statement=one_statement(concerned), recorded_by=by)
    fill(check, values, FIELDS)
    _validate(check)
    saved(check, is_new=True)
    check.submissions.set(concerned)
    changes: Changes = {name: [None, kept(check, name)] for name in FIELDS}
    _record(EventKind.CHECK_RECORDED, check, by=by, changes=changes)
    return check


@transaction.atomic
def change_check(
    check: Check, values: Values, *, by: User, seen: int | None = None, why: str = ""
) -> Check:
    """Correct a check; the clocks of its submissions follow. Records check-changed if it differs.

    What is public asks for the same as releasing it, and for a reason: a correction-released with
    `why` for each fact that was public.
    """
    require_right(by, Right.EDIT)
    check = locked_record(check, seen)
    changes = fill(check, values, FIELDS)
    if not changes:
        return check
    require_changeable(check, is_negative=check_is_negative(check.statement.custody), by=by)
    _validate(check)
    check = _save_and_restate(EventKind.CHECK_CHANGED, check, changes, by=by)
    if was_public(check):
        hidden = frozenset() if name_was_public(check) else PERSONAL
        told = {name: pair for name, pair in changes.items() if name not in hidden}
        correct_columns(check, check, told, why, by=by, of=lambda: _called(check))
    return check


@transaction.atomic
def release_check(check: Check, *, by: User) -> Check:
    """Make a check public; the clocks of its submissions are known up to its date.

    About an observed party it needs a source and somebody else than its author.
    Records check-released, publicly.
    """
    require_right(by, Right.RELEASE)
    check = locked_record(check, None)
    require_unreleased(check)
    require_release(
        actor_of(by),
        author_pk=check.recorded_by_id,
        is_negative=check_is_negative(check.statement.custody),
        sources=check.sources.count(),
    )
    check.released_at, check.released_by = timezone.now(), by
    return _save_and_restate(EventKind.CHECK_RELEASED, check, {}, by=by, is_public=True)


@transaction.atomic
def void_check(check: Check, reason: str, *, by: User) -> Check:
    """Take a check out of the record, for a VoidReason. Records check-voided."""
    require_right(by, Right.RELEASE)
    check = locked_record(check, None)
    changes, kind = void(check, reason), EventKind.CHECK_VOIDED
    return _save_and_restate(kind, check, changes, by=by, is_public=is_public_now(check))


def _called(check: Check) -> str:
    return _("check of %(day)s") % {"day": shown_words(check, "dated", check.dated)}


def _validate(check: Check) -> None:
    stated = fill_date(check, "dated")
    if stated is None:
        raise Refused(_("State the day up to which nothing was found."), field="dated")
    require_past(stated, today=timezone.localdate(), field="dated")


def _save_and_restate(
    kind: EventKind, check: Check, changes: Changes, *, by: User, is_public: bool = False
) -> Check:
    pks = list(check.submissions.order_by("pk").values_list("pk", flat=True))
    before = cells_of(locked_submissions(pks))
    saved(check, is_new=False)
    moved = restate(pks, before)
    _record(kind, check, by=by, changes=changes, moved=moved, is_public=is_public)
    return check


def _record(
    kind: EventKind,
    check: Check,
    *,
    by: User,
    changes: Changes,
    moved: Moved | None = None,
    is_public: bool = False,
) -> None:
    pks = list(check.submissions.order_by("pk").values_list("pk", flat=True))
    facts = {"looked_for": check.looked_for, "dated": check.dated, "submissions": pks}
    happened = Happened(
        kind,
        check,
        statement=check.statement,
        changes=changes,
        facts=facts | ({"cells": moved} if moved else {}),
        is_public=is_public,
    )
    record_event(happened, by=by)
