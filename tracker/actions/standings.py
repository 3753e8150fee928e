"""The one writer of what follows from replies: status, clocks, whether it is public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from django.db import IntegrityError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tracker.actions.bulk import snapshot, store_changed
from tracker.choices import Status
from tracker.models import Check, Reply, Submission, Tally
from tracker.queries.standings import opening_of
from tracker.rules.refusals import Refused
from tracker.rules.status import Look, Move, Opening, Standing, derive_status

COLUMNS = (*Standing.__dataclass_fields__, "is_public")
# The days from which it is counted how long each answer took, after that of the offer.
DAYS = ("acknowledged_on", "first_reply_on", "decided_on", "known_until")
NEVER_PUBLIC = frozenset({Status.VOID, Status.UNCONFIRMED})

Cells: TypeAlias = dict[int, list[Any] | None]
Moved: TypeAlias = list[list[list[Any] | None]]


def locked_submissions(pks: Iterable[int]) -> list[Submission]:
    """These submissions in order of number, locked, with statement, released replies and checks."""
    return list(
        Submission.objects.select_for_update(of=("self",))
        .filter(pk__in=list(pks))
        .select_related("statement", "signatory")
        .prefetch_related(
            Prefetch("replies", Reply.objects.released()),
            Prefetch("checks", Check.objects.released()),
        )
        .order_by("pk")
    )


def cells_of(submissions: Iterable[Submission]) -> Cells:
    """The tally cell that each is counted in now, and its days (rules.day_tallies) after that.

    None for those that are not public.
    """
    return {submission.pk: _cell(submission) for submission in submissions}


def restate(pks: Iterable[int], before: Cells) -> Moved:
    """Derive and store where these submissions stand; returns the [old, new] cells that differ.

    `before` is what cells_of() said before the action wrote anything; missing means not public.
    Raises Refused where one would be live again (without its withdrawal) beside a later one.
    """
    submissions = locked_submissions(pks)
    stored = snapshot(submissions, COLUMNS)
    for submission in submissions:
        set_standing(submission)
    try:
        store_changed(submissions, stored, COLUMNS)
    except IntegrityError as error:
        raise Refused(
            _(
                "A submission would stand again although its signatory has another one to the same "
                "wording. Void one of the two first."
            )
        ) from error
    return moved_cells(submissions, before)


def moved_cells(submissions: Iterable[Submission], before: Cells) -> Moved:
    """The pairs of old and new cell of every submission that is counted elsewhere than before."""
    pairs = ([before.get(one.pk), _cell(one)] for one in submissions)
    return [pair for pair in pairs if pair[0] != pair[1]]


def set_standing(
    submission: Submission,
    *,
    replies: Sequence[Reply] | None = None,
    checks: Sequence[Check] | None = None,
) -> None:
    """Set, without saving, every column that follows from the replies; the replay is the rule's.

    `replies` and `checks` are all that are released, where the caller knows them already.
    """
    standing = derive_status(*history_of(submission, replies=replies, checks=checks))
    for field in fields(standing):
        setattr(submission, field.name, getattr(standing, field.name))
    submission.is_public = (
        submission.released_at is not None and submission.status not in NEVER_PUBLIC
    )


def history_of(
    submission: Submission,
    *,
    replies: Sequence[Reply] | None = None,
    checks: Sequence[Check] | None = None,
) -> tuple[Opening, list[Move], list[Look]]:
    """What the replay of one of locked_submissions() is made from: how it began, and what came."""
    replies = _prefetched(submission, "replies") if replies is None else replies
    checks = _prefetched(submission, "checks") if checks is None else checks
    moves = [_move(reply) for reply in replies]
    return opening_of(submission), moves, [Look(check.stated) for check in checks]


def _prefetched(submission: Submission, name: str) -> Sequence[Any]:
    """Its released replies or checks; one that is not saved yet has none."""
    return list(getattr(submission, name).all()) if submission.pk else ()


def _move(reply: Reply) -> Move:
    return Move(reply.kind, reply.stated, reply.pk, reply.promised_on)


def _cell(submission: Submission) -> list[Any] | None:
    if not submission.is_public:
        return None
    values = {
        "statement_id": submission.statement_id,
        "direction": submission.direction,
        "status": str(submission.status),
        "awaiting": str(submission.awaiting),
        "country": str(submission.signed_country.code or ""),
        "kind": submission.signed_kind,
        "visibility": submission.visibility,
        "is_published": submission.published_on is not None,
        "is_listed": submission.listed_on is not None,
        "is_contested": submission.is_contested,
    }
    return [values[name] for name in Tally.CELL] + _days(submission)


def _days(submission: Submission) -> list[Any]:
    """In the order of rules.day_tallies.Days, after direction and status; days as ISO 8601."""
    days = (submission.offered_latest, *(getattr(submission, name) for name in DAYS))
    is_one_day = submission.offered_earliest == submission.offered_latest
    return [is_one_day, *(day and day.isoformat() for day in days)]
