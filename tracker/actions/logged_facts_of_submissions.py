"""What the log tells of submissions, their exceptions, and what became late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from tracker.actions.happened import Happened
from tracker.actions.logged import Facts, Telling
from tracker.actions.logged_facts_of_statements import is_published, stated
from tracker.choices import EventKind
from tracker.models import Erasure, Position, Revision, Statement, Step, Submission
from tracker.proof.leaves import instant
from tracker.rules.log_kinds import Audience, audience_of

# What an answer about a new wording says besides where the submission stands now.
ANSWERED = ("answer", "number", "earlier")
REVISION: Any = Submission._meta.get_field("revision")

Hashes = Mapping[int, str]


def wording_hashes(told: Iterable[Happened]) -> Hashes:
    """SHA-256 of the wordings of these submissions, by number; one query at most.

    Submissions that were read with their wording need none.
    """
    rows = [
        one.submission for one in told if isinstance(one.subject, Submission | Position | Erasure)
    ]
    found = {}
    missing = set()
    for row in rows:
        if row is not None and REVISION.is_cached(row):
            found[row.revision_id] = row.revision.sha256
        elif row is not None:
            missing.add(row.revision_id)
    if missing := missing - found.keys():
        revisions = Revision.objects.filter(pk__in=missing).order_by()
        found |= dict(revisions.values_list("pk", "sha256"))
    return found


def submission_telling(happened: Happened, hashes: Hashes) -> Telling:
    """A submission by its reference: to which wording, since when, where it stands."""
    row = cast(Submission, happened.subject)
    facts = submission_facts(happened, hashes)
    facts |= {name: happened.facts[name] for name in ANSWERED if name in happened.facts}
    is_concerned = audience_of(happened.kind) == Audience.CONCERNED
    personal = _times(row) if is_concerned else {}
    if is_concerned or _may_name(happened):
        personal |= _as_signed(row) | _exceptions(happened.positions)
    return Telling(facts, personal, _is_public(happened))


def position_telling(happened: Happened, hashes: Hashes) -> Telling:
    """An exception: which clause, of which kind; its words only where the name is told too."""
    row = cast(Position, happened.subject)
    facts = submission_facts(happened, hashes) | _exception(row)
    is_removed = happened.kind == EventKind.POSITION_REMOVED
    facts["is_removed"] = is_removed
    is_told = _may_name(happened) and not is_removed
    return Telling(facts, {"text": row.text} if is_told else {}, _is_public(happened))


def step_telling(happened: Happened) -> Telling:
    """Lateness: whose answer to which submission became late, on which day."""
    step, row = cast(Step, happened.subject), cast(Submission, happened.submission)
    facts = {
        "statement": cast(Statement, happened.statement).slug,
        "reference": row.reference,
        "clock": step.clock,
        "step": step.kind,
        "dated": step.since.isoformat(),
    }
    is_told = step.is_public and row.is_public and is_published(happened.statement)
    return Telling(facts, is_public=is_told)


def submission_facts(happened: Happened, hashes: Hashes) -> Facts:
    """Where the submission of an event stands after it, without anything that tells who it is."""
    row = cast(Submission, happened.submission)
    facts = {
        "statement": cast(Statement, happened.statement).slug,
        "revision": hashes[row.revision_id],
        "reference": row.reference,
        "direction": str(row.direction),
        "offered": row.offered,
        "channel": str(row.channel),
        "status": str(row.status),
        "visibility": str(row.visibility),
        "decided_on": row.decided_on,
        "listed_on": row.listed_on,
        "published_on": row.published_on,
        "void_reason": str(row.void_reason),
    }
    flags = {"is_contested": row.is_contested, "released": _was_released(happened)}
    return stated(facts) | flags


def _as_signed(row: Submission) -> Facts:
    return stated(
        {
            "name": row.signed_name,
            "name_kind": str(row.signed_kind),
            "country": str(row.signed_country.code or ""),
            "country_words": row.signed_country_words,
            "representative": row.representative,
            "capacity": row.capacity,
            "message": row.message,
        }
    )


def _times(row: Submission) -> Facts:
    """What was claimed, and what this site knows of itself."""
    times = {"claimed": row.offered, "received": instant(row.recorded_at)}
    confirmed: datetime | None = row.confirmed_at
    return times | ({"confirmed": instant(confirmed)} if confirmed else {})


def _exceptions(positions: Sequence[Position] | None) -> Facts:
    """All exceptions of a submission; nothing where the event is not about them."""
    if positions is None:
        return {}
    return {"positions": [_exception(one) | {"text": one.text} for one in positions]}


def _exception(position: Position) -> Facts:
    return {"clause": position.clause.anchor, "position": str(position.kind)}


def _may_name(happened: Happened) -> bool:
    """Whether who offered may be told: not if the name is withheld, or the offer taken out."""
    row = cast(Submission, happened.submission)
    return not row.is_withheld and row.voided_at is None


def _was_released(happened: Happened) -> bool:
    """Whether the public could read the row, were its statement public, now or until this event."""
    row = cast(Submission, happened.submission)
    is_voided = happened.kind == EventKind.SUBMISSION_VOIDED
    return row.is_public or (is_voided and row.released_at is not None)


def _is_public(happened: Happened) -> bool:
    return _was_released(happened) and is_published(happened.statement)
