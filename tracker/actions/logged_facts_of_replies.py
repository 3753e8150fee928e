"""What the log tells of replies and checks, and of where they leave the submissions concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tracker.actions.happened import Happened
from tracker.actions.logged import Facts, Telling
from tracker.actions.logged_facts_of_statements import is_published, stated
from tracker.choices import Visibility
from tracker.models import Check, Reply, Statement, Submission
from tracker.rules.references import references_sha256

# A leaf names so many submissions; of more it tells the number, and a hash of their references.
MOST_NAMED = 100
BATCH = 500


@dataclass(frozen=True, slots=True)
class Concerned:
    """A submission that a reply or check is about, as it stands after the event."""

    reference: str
    status: str
    is_public: bool
    is_named: bool


def concerned_by(told: Iterable[Happened]) -> Mapping[int, Concerned]:
    """The submissions that these replies and checks are about or were about, by number.

    Asks for those that the events do not bring along, some at a time.
    """
    found: dict[int, Concerned] = {}
    wanted: set[int] = set()
    for one in told:
        if not isinstance(one.subject, Reply | Check):
            continue
        wanted.update(_numbers(one))
        if (row := one.submission) is not None:
            found[row.pk] = _concerned(
                row.reference, row.status, row.visibility, is_public=row.is_public
            )
    missing = sorted(wanted - found.keys())
    for start in range(0, len(missing), BATCH):
        rows = Submission.objects.filter(pk__in=missing[start : start + BATCH]).order_by()
        columns = ("pk", "reference", "status", "visibility", "is_public")
        for pk, reference, status, visibility, is_public in rows.values_list(*columns):
            found[pk] = _concerned(reference, status, visibility, is_public=is_public)
    return found


def reply_telling(happened: Happened, concerned: Mapping[int, Concerned]) -> Telling:
    """A reply: who said what kind of thing when, and where that leaves the submissions."""
    row = cast(Reply, happened.subject)
    facts = {
        "reply": row.pk,
        "reply_kind": str(row.kind),
        "speaker": str(row.speaker),
        "promised_on": row.promised_on,
        "disputes": row.disputes_id,
    }
    return _telling(happened, row, facts, {"text": row.text}, concerned)


def check_telling(happened: Happened, concerned: Mapping[int, Concerned]) -> Telling:
    """A check: what was looked for and not found, up to which day, of which submissions."""
    row = cast(Check, happened.subject)
    facts = {"check": row.pk, "looked_for": str(row.looked_for)}
    personal = {"by_whom": row.by_whom, "note": row.note}
    return _telling(happened, row, facts, personal, concerned)


def _telling(
    happened: Happened,
    row: Reply | Check,
    facts: Facts,
    personal: Facts,
    concerned: Mapping[int, Concerned],
) -> Telling:
    everyone = [concerned[pk] for pk in _numbers(happened)]
    # Of several only those are named that the public reads: whoever may see one sees no other.
    told = everyone if len(everyone) == 1 else [one for one in everyone if one.is_public]
    is_released = row.released_at is not None
    shared = {
        "statement": cast(Statement, happened.statement).slug,
        "dated": row.dated,
        "void_reason": str(row.void_reason),
    }
    facts = stated(facts | shared) | {"released": is_released} | _counted(told)
    is_public = is_released and any(one.is_public for one in everyone)
    is_public = is_public and is_published(happened.statement)
    many = {"standing": _standing(told)} if _is_many(told) else {}
    shown = stated(personal) if _may_show(row, told, is_public=is_public) else {}
    return Telling(facts, shown | many, is_public)


def _may_show(row: Reply | Check, told: Sequence[Concerned], *, is_public: bool) -> bool:
    """Whether its words may be opened together with where the submissions stand.

    What is written to several could show the name of any of them, and where their entry does not
    say in clear where they stand, it has to be opened also after one of them withheld its name.
    What is void is told no more. What is not public is opened for nobody but those it concerns.
    """
    if row.released_at is None:
        return True
    is_clear = len(told) == 1 or (is_public and not _is_many(told))
    return is_clear and row.voided_at is None and all(one.is_named for one in told)


def _counted(told: Sequence[Concerned]) -> Facts:
    if not _is_many(told):
        return {"count": len(told), "standing": _standing(told)}
    references = [one.reference for one in told]
    return {"count": len(told), "references_sha256": references_sha256(references)}


def _standing(told: Iterable[Concerned]) -> dict[str, list[str]]:
    """The references of the submissions by the status that they have after it, in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.reference):
        found[one.status].append(one.reference)
    return dict(found)


def _is_many(told: Sequence[Concerned]) -> bool:
    return len(told) > MOST_NAMED


def _numbers(happened: Happened) -> list[int]:
    """The submissions it is about, and those it was about until this event."""
    old, new = happened.changes.get("submissions", [[], []])
    return sorted({*happened.facts["submissions"], *old, *new})


def _concerned(reference: str, status: str, visibility: str, *, is_public: bool) -> Concerned:
    return Concerned(reference, str(status), is_public, visibility == Visibility.NAMED)
