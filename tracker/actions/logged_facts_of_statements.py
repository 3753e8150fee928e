"""What the log tells of statements, their wordings and translations, and of signatories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast

from tracker.actions.happened import Happened
from tracker.actions.logged import Facts, Telling
from tracker.choices import EventKind, Stage
from tracker.models import Revision, Signatory, Statement, Translation

# Of a statement with more wordings, the newest ones: a leaf has room for 65,535 bytes.
MOST_WORDINGS = 300

Wordings = Mapping[int, list[Facts]]


def wordings_of(told: Sequence[Happened]) -> Wordings:
    """The wordings with which statements were just published, by statement; one query if any."""
    kind = EventKind.STATEMENT_PUBLISHED
    pks = [one.subject.pk for one in told if one.kind == kind]
    found: defaultdict[int, list[Facts]] = defaultdict(list)
    if pks:
        revisions = Revision.objects.filter(statement__in=pks).order_by("-number")
        for pk, number, sha256 in revisions.values_list("statement_id", "number", "sha256"):
            found[pk].append({"number": number, "revision": sha256})
    return found


def statement_telling(happened: Happened, wordings: Wordings) -> Telling:
    """A statement's address, stage, and what its issuer promised; title and issuer by name."""
    row = cast(Statement, happened.subject)
    is_told = is_published(row) or happened.kind == EventKind.STATEMENT_RETIRED
    facts = {
        "statement": row.slug,
        "statement_kind": row.kind,
        "stage": row.stage,
        "custody": row.custody,
        "policy": row.policy,
        "openness": row.openness,
        "issued": row.issued,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "acknowledge_days": row.acknowledge_days,
        "decide_days": row.decide_days,
        "wordings": wordings.get(row.pk, [])[:MOST_WORDINGS],
    }
    personal = {"title": row.title, "openness_words": row.openness_words, "issuer": row.issuer.name}
    return Telling(stated(facts) | {"released": is_told}, stated(personal), is_told)


def revision_telling(happened: Happened) -> Telling:
    """A wording by its number and the hash of its text."""
    row, is_told = cast(Revision, happened.subject), _is_public(happened)
    facts = {
        "statement": _statement(happened).slug,
        "number": row.number,
        "revision": row.sha256,
        "language": row.language,
        "is_summary": row.is_summary,
        "released": is_told,
    }
    return Telling(facts, is_public=is_told)


def translation_telling(happened: Happened) -> Telling:
    """That there is a translation, by whom, and whether it is reviewed."""
    row, is_told = cast(Translation, happened.subject), _is_public(happened)
    facts = {
        "statement": _statement(happened).slug,
        "number": row.revision.number,
        "language": row.language,
        "is_reviewed": row.is_reviewed,
        "released": is_told,
    }
    return Telling(facts, {"title": row.title, "translator": row.translator}, is_told)


def signatory_telling(happened: Happened) -> Telling:
    """Who somebody is said to be: nothing of it is ever told in clear."""
    row = cast(Signatory, happened.subject)
    personal = {
        "slug": row.slug,
        "name": row.name,
        "name_kind": row.kind,
        "country": str(row.country.code or ""),
        "url": row.url,
        "about_words": row.about,
    }
    return Telling({}, stated(personal))


def stated(facts: Mapping[str, Any]) -> Facts:
    """The facts without those that nobody stated."""
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def is_published(statement: Statement | None) -> bool:
    """Whether the public reads this statement, and what hangs on it."""
    return statement is not None and statement.stage == Stage.PUBLISHED


def _is_public(happened: Happened) -> bool:
    return is_published(happened.statement)


def _statement(happened: Happened) -> Statement:
    return cast(Statement, happened.statement)
