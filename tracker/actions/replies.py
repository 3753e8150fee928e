"""Recording what either side wrote after a submission, releasing it, and voiding it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import actor_of, require_right
from tracker.actions.answered import (
    one_statement,
    require_changeable,
    require_silence_released,
    require_unreleased,
    void,
)
from tracker.actions.changes import Changes, Values, fill, fill_date, kept, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letters import cancel_letters_about
from tracker.actions.reply_facts import correct_reply, event_facts, readable
from tracker.actions.standings import Moved, cells_of, locked_submissions, restate
from tracker.choices import EventKind, Origin, Party, ReplyKind
from tracker.models import Reply, Submission, User
from tracker.queries.publicity import is_public_now
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.releases import reply_is_negative, require_release
from tracker.rules.signing import require_after, require_past
from tracker.rules.status import SPEAKERS

FIELDS = (
    "kind",
    "speaker",
    "dated",
    "dated_words",
    "channel",
    "text",
    "is_summary",
    "promised_on",
    "disputes",
)


@transaction.atomic
def record_reply(submissions: Iterable[Submission], values: Values, *, by: User) -> Reply:
    """Record one message after one or more submissions to one statement; it waits for release.

    `dated` is EDTF; `speaker` may be left out where the kind leaves no choice. Nothing of the
    submissions changes before release_reply(). Records reply-recorded.
    Raises Refused for a date ahead, or before a submission without being marked as uncertain.
    """
    require_right(by, Right.EDIT)
    return entered_reply(submissions, values, by=by)


@transaction.atomic
def entered_reply(
    submissions: Iterable[Submission],
    values: Values,
    *,
    by: User | None,
    origin: Origin = Origin.DESK,
    received_at: datetime | None = None,
) -> Reply:
    """record_reply() without asking for a right: for actions that let visitors speak.

    `received_at` is when the site itself received it. Records reply-recorded.
    """
    answered = list(submissions)
    reply = Reply(statement=one_statement(answered), recorded_by=by, received_at=received_at)
    fill(reply, _with_speaker(values), FIELDS)
    _validate(reply, answered)
    saved(reply, is_new=True)
    reply.submissions.set(answered)
    changes: Changes = {name: [None, kept(reply, name)] for name in FIELDS}
    _record(EventKind.REPLY_RECORDED, reply, by=by, changes=changes, origin=origin)
    return reply


@transaction.atomic
def change_reply(
    reply: Reply,
    values: Values,
    submissions: Iterable[Submission] | None = None,
    *,
    by: User,
    seen: int | None = None,
    why: str = "",
) -> Reply:
    """Correct a reply, or which submissions it answers; where they stand follows.

    What is public asks for the same as releasing it, and for a reason. Records reply-changed if
    something differs, and a correction-released with `why` for each fact that was public.
    """
    require_right(by, Right.EDIT)
    reply = locked_record(reply, seen)
    old = list(reply.submissions.order_by("pk"))
    answered = old if submissions is None else sorted(set(submissions), key=lambda one: one.pk)
    if one_statement(answered) != reply.statement:
        raise Refused(_("These submissions belong to another statement."), field="submissions")
    was_negative = _is_negative(reply)
    changes = fill(reply, _with_speaker(values), FIELDS)
    if answered != old:
        changes["submissions"] = [[one.pk for one in old], [one.pk for one in answered]]
    if not changes:
        return reply
    _require_changeable(reply, was_negative, by=by)
    _validate(reply, answered)
    known = readable(reply)
    touched = {one.pk for one in [*old, *answered]}
    before = cells_of(locked_submissions(touched))
    saved(reply, is_new=False)
    reply.submissions.set(answered)
    moved = restate(touched, before)
    require_silence_released(before, by=by)
    _record(EventKind.REPLY_CHANGED, reply, by=by, changes=changes, moved=moved)
    correct_reply(reply, known, changes, why, by=by)
    return reply


@transaction.atomic
def release_reply(reply: Reply, *, by: User) -> Reply:
    """Make a reply public and let it count: every submission it answers is restated.

    Refusals and disputes about an observed party need a source and somebody else than the author.
    Records reply-released, publicly.
    """
    require_right(by, Right.RELEASE)
    reply = locked_record(reply, None)
    require_unreleased(reply)
    require_release(
        actor_of(by),
        author_pk=reply.recorded_by_id,
        is_negative=_is_negative(reply),
        sources=reply.sources.count(),
    )
    return _released(reply, by=by, origin=Origin.DESK)


@transaction.atomic
def release_by_site(reply: Reply, origin: Origin) -> Reply:
    """Make a reply public that asks for nobody's judgement; `released_by` stays empty.

    For what the signatory does at once, and for answers whose letters have gone out.
    Records reply-released, publicly. Raises Refused for what is public or void already.
    """
    reply = locked_record(reply, None)
    require_unreleased(reply)
    return _released(reply, by=None, origin=origin)


@transaction.atomic
def void_reply(reply: Reply, reason: str, *, by: User) -> Reply:
    """Take a reply out of the record; its submissions stand as if it had not come.

    `reason` is a VoidReason. Records reply-voided. Needs the right to release, and where no reply
    is left what releasing an unanswered offer needs.
    """
    require_right(by, Right.RELEASE)
    return voided_reply(reply, reason, by=by, origin=Origin.DESK)


@transaction.atomic
def voided_reply(reply: Reply, reason: str, *, by: User | None, origin: Origin) -> Reply:
    """void_reply() without asking for a right; letters that wait to tell of it are cancelled."""
    reply = locked_record(reply, None)
    changes = void(reply, reason)
    cancel_letters_about(reply, by=by, origin=origin)
    kind, was_public = EventKind.REPLY_VOIDED, is_public_now(reply)
    return _save_and_restate(kind, reply, changes, by=by, origin=origin, is_public=was_public)


@transaction.atomic
def leave_out(reply: Reply, submissions: Iterable[Submission], origin: Origin) -> Reply:
    """Take submissions out of a reply that is not public, since they were not told of it.

    Records reply-changed. Nothing of the submissions changes: the reply did not count yet.
    """
    reply = locked_record(reply, None)
    require_unreleased(reply)
    old = list(reply.submissions.order_by("pk").values_list("pk", flat=True))
    reply.submissions.remove(*submissions)
    new = list(reply.submissions.order_by("pk").values_list("pk", flat=True))
    saved(reply, is_new=False)
    changes: Changes = {"submissions": [old, new]}
    _record(EventKind.REPLY_CHANGED, reply, by=None, origin=origin, changes=changes)
    return reply


def _released(reply: Reply, *, by: User | None, origin: Origin) -> Reply:
    reply.released_at, reply.released_by = timezone.now(), by
    kind = EventKind.REPLY_RELEASED
    return _save_and_restate(kind, reply, {}, by=by, origin=origin, is_public=True)


def _is_negative(reply: Reply) -> bool:
    return reply_is_negative(reply.statement.custody, reply.kind)


def _require_changeable(reply: Reply, was_negative: bool, *, by: User) -> None:
    """A public reply never turns into a claim that nobody but who changes it has seen."""
    if reply.is_released and _is_negative(reply) and not was_negative:
        raise Refused(
            _("What is public cannot become a refusal or dispute. Void it and record a new one."),
            field="kind",
        )
    require_changeable(reply, is_negative=was_negative, by=by)


def _with_speaker(values: Values) -> Values:
    speakers = SPEAKERS.get(values.get("kind", ""), frozenset())
    if values.get("speaker") or len(speakers) != 1:
        return values
    return {**values, "speaker": next(iter(speakers))}


def _validate(reply: Reply, answered: list[Submission]) -> None:
    stated = fill_date(reply, "dated")
    if stated is None:
        raise Refused(_("State the date, as far as a source says."), field="dated")
    require_past(stated, today=timezone.localdate(), field="dated")
    is_known = reply.kind in SPEAKERS and reply.speaker in Party.values
    if is_known and reply.speaker not in SPEAKERS[reply.kind]:
        raise Refused(
            _("“%(kind)s” cannot come from %(speaker)s.")
            % {"kind": reply.get_kind_display(), "speaker": Party(reply.speaker).label},
            field="speaker",
        )
    if reply.promised_on and reply.kind != ReplyKind.DEFERRAL:
        raise Refused(_("Only “needs more time” promises a date."), field="promised_on")
    if reply.promised_on and reply.promised_on < stated.earliest:
        raise Refused(_("The promised date lies before the reply."), field="promised_on")
    _require_disputable(reply)
    for submission in answered:
        require_after(submission.stated, stated)


def _require_disputable(reply: Reply) -> None:
    if reply.disputes is None:
        return
    if reply.kind != ReplyKind.DISPUTE or reply.disputes.statement_id != reply.statement_id:
        raise Refused(
            _("Only a dispute names the reply it disputes, one about the same statement."),
            field="disputes",
        )


def _save_and_restate(
    kind: EventKind,
    reply: Reply,
    changes: Changes,
    *,
    by: User | None,
    origin: Origin = Origin.DESK,
    is_public: bool = False,
) -> Reply:
    pks = list(reply.submissions.order_by("pk").values_list("pk", flat=True))
    before = cells_of(locked_submissions(pks))
    saved(reply, is_new=False)
    moved = restate(pks, before)
    # By itself the site only releases replies, or takes back what was not public.
    if by is not None:
        require_silence_released(before, by=by)
    _record(kind, reply, by=by, origin=origin, changes=changes, moved=moved, is_public=is_public)
    return reply


def _record(
    kind: EventKind,
    reply: Reply,
    *,
    by: User | None,
    changes: Changes,
    origin: Origin = Origin.DESK,
    moved: Moved | None = None,
    is_public: bool = False,
) -> None:
    answered = list(reply.submissions.order_by("pk")[:2])
    only = answered[0] if len(answered) == 1 else None
    happened = Happened(
        kind,
        reply,
        statement=reply.statement,
        submission=only,
        changes=changes,
        facts=event_facts(reply) | ({"cells": moved} if moved else {}),
        is_public=is_public,
    )
    record_event(happened, by=by, origin=origin)
