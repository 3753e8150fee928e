"""One call of every action on submissions and on what came after them."""

from __future__ import annotations

from typing import Any

from tracker.actions import answer_links, answers, checks, positions, releases, replies, submissions
from tracker.choices import EventKind as Kind
from tracker.choices import PositionKind, ReplyKind, VoidReason
from tracker.rules.permissions import Right
from tracker.tests.actions.calls import Action, Call, call, releasing, sourced
from tracker.tests.cast import Cast

REPLY = {"kind": ReplyKind.DEFERRAL, "dated": "2022-03-05"}
CHECK = {"dated": "2022-06-01", "by_whom": "Ann A."}


def position(cast: Cast) -> dict[str, Any]:
    clause = cast.wording.clauses.get(number="1")
    return {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not all rivers."}


def offer(cast: Cast, who: str = "rios") -> dict[str, Any]:
    return {"revision": cast.wording, "signatory": getattr(cast, who), "offered": "2022-03-01"}


def unanswered(cast: Cast) -> Any:
    return cast.release(cast.offer(revision=cast.letter_wording))


def linked(cast: Cast) -> Any:
    return answer_links.make_answer_link([cast.offer()], {"party": "issuer"}, by=cast.anna).link


CALLS: dict[Action, Call] = {
    answer_links.make_answer_link: call(
        Kind.LINK_MADE,
        lambda cast: [cast.offer()],
        lambda it, by: answer_links.make_answer_link(it, {"party": "issuer"}, by=by),
    ),
    answer_links.revoke_answer_link: call(
        Kind.LINK_REVOKED, linked, lambda it, by: answer_links.revoke_answer_link(it, by=by)
    ),
    answers.answer_submissions: Call(
        lambda cast: [unanswered(cast)],
        lambda it, by: answers.answer_submissions(it, {"kind": ReplyKind.ACCEPTANCE}, by=by),
        [Kind.REPLY_RECORDED, Kind.REPLY_RELEASED],
        Right.RELEASE,
    ),
    answers.tell_reply: releasing(
        Kind.REPLY_RELEASED,
        lambda cast: cast.reply(ReplyKind.REFUSAL, unanswered(cast)),
        lambda it, by: answers.tell_reply(it, by=by),
    ),
    submissions.record_submission: call(
        Kind.SUBMISSION_RECORDED, offer, lambda it, by: submissions.record_submission(it, by=by)
    ),
    submissions.record_submissions: Call(
        lambda cast: [offer(cast), offer(cast, "fleuves")],
        lambda it, by: submissions.record_submissions(it, by=by),
        [Kind.SUBMISSION_RECORDED] * 2,
    ),
    submissions.change_submission: call(
        Kind.SUBMISSION_CHANGED,
        lambda cast: cast.offer(),
        lambda it, by: submissions.change_submission(it, {"capacity": "Chair"}, by=by),
    ),
    releases.release_submission: releasing(
        Kind.SUBMISSION_RELEASED,
        lambda cast: sourced(cast, cast.offer()),
        lambda it, by: releases.release_submission(it, by=by),
    ),
    releases.release_submissions: Call(
        lambda cast: [sourced(cast, cast.offer(one)) for one in (cast.rios, cast.fleuves)],
        lambda it, by: releases.release_submissions(it, by=by),
        [Kind.SUBMISSION_RELEASED] * 2,
        Right.RELEASE,
    ),
    releases.void_submission: releasing(
        Kind.SUBMISSION_VOIDED,
        lambda cast: cast.offered(),
        lambda it, by: releases.void_submission(it, VoidReason.SPAM, by=by),
    ),
    positions.record_position: call(
        Kind.POSITION_RECORDED,
        lambda cast: (cast.offer(), position(cast)),
        lambda it, by: positions.record_position(*it, by=by),
    ),
    positions.change_position: call(
        Kind.POSITION_CHANGED,
        lambda cast: positions.record_position(cast.offer(), position(cast), by=cast.anna),
        lambda it, by: positions.change_position(it, {"text": "No."}, by=by),
    ),
    positions.remove_position: call(
        Kind.POSITION_REMOVED,
        lambda cast: positions.record_position(cast.offer(), position(cast), by=cast.anna),
        lambda it, by: positions.remove_position(it, by=by),
    ),
    replies.record_reply: call(
        Kind.REPLY_RECORDED,
        lambda cast: [cast.offer(one) for one in (cast.rios, cast.fleuves)],
        lambda it, by: replies.record_reply(it, REPLY, by=by),
    ),
    replies.change_reply: call(
        Kind.REPLY_CHANGED,
        lambda cast: cast.reply(ReplyKind.REFUSAL, cast.offer()),
        lambda it, by: replies.change_reply(it, {"text": "No."}, by=by),
    ),
    replies.release_reply: releasing(
        Kind.REPLY_RELEASED,
        lambda cast: sourced(cast, cast.reply(ReplyKind.REFUSAL, cast.offered())),
        lambda it, by: replies.release_reply(it, by=by),
    ),
    replies.void_reply: releasing(
        Kind.REPLY_VOIDED,
        lambda cast: cast.replied(ReplyKind.REFUSAL, cast.offered()),
        lambda it, by: replies.void_reply(it, VoidReason.MISTAKE, by=by),
    ),
    checks.record_check: call(
        Kind.CHECK_RECORDED,
        lambda cast: [cast.offer()],
        lambda it, by: checks.record_check(it, CHECK, by=by),
    ),
    checks.change_check: call(
        Kind.CHECK_CHANGED,
        lambda cast: cast.check(cast.offer()),
        lambda it, by: checks.change_check(it, {"note": "By post."}, by=by),
    ),
    checks.release_check: releasing(
        Kind.CHECK_RELEASED,
        lambda cast: sourced(cast, cast.check(cast.offered())),
        lambda it, by: checks.release_check(it, by=by),
    ),
    checks.void_check: releasing(
        Kind.CHECK_VOIDED,
        lambda cast: cast.check(cast.offer()),
        lambda it, by: checks.void_check(it, VoidReason.MISTAKE, by=by),
    ),
}
