"""Adding wordings and translations; a wording that somebody signed never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, locked, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import ClauseKind, EventKind, Stage
from tracker.models import Clause, Revision, Statement, User
from tracker.proof.wordings import ClauseText, wording_sha256
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("language", "text", "closing", "is_summary", "source_url", "change_note")

ClauseValues: TypeAlias = Mapping[str, Any]


@transaction.atomic
def add_revision(
    statement: Statement, values: Values, clauses: Iterable[ClauseValues], *, by: User
) -> Revision:
    """Add the next wording of a statement, with its clauses in order.

    Each clause is {"number", "kind", "text"} and, for a part of another, "parent": (kind, number).
    Records revision-added with the wording's SHA-256, publicly if the statement is public; a public
    statement's wording needs the right to release. Raises Refused for a summary that neither has a
    link to the full text nor stands under a statement with a source.
    """
    statement = locked(statement)
    is_public = statement.stage == Stage.PUBLISHED
    require_right(by, Right.RELEASE if is_public else Right.EDIT)
    highest = statement.revisions.aggregate(highest=Max("number"))["highest"] or 0
    revision = Revision(statement=statement, number=highest + 1, recorded_by=by)
    changes = fill(revision, values, FIELDS)
    _write(revision, list(clauses), is_new=True)
    _record(EventKind.REVISION_ADDED, revision, by=by, changes=changes, is_public=is_public)
    return revision


@transaction.atomic
def change_revision(
    revision: Revision,
    values: Values,
    clauses: Sequence[ClauseValues] | None = None,
    *,
    by: User,
    seen: int | None = None,
) -> Revision:
    """Correct a wording that nobody has signed and nobody could read yet.

    `clauses` replaces all clauses; None leaves them. Records revision-changed if it differs.
    Raises Refused once it is public or somebody offered to endorse it: then add a new revision.
    """
    require_right(by, Right.EDIT)
    locked(revision.statement)  # or it could be published meanwhile
    revision = locked_record(revision, seen)
    _require_unsigned(revision)
    changes = fill(revision, values, FIELDS)
    old = [list(one) for one in clause_texts(revision)]
    new = old if clauses is None else [list(one) for one in _given_texts(clauses)]
    if old != new:
        changes["clauses"] = [old, new]
    if not changes:
        return revision
    _write(revision, clauses if old != new else None, is_new=False)
    _record(EventKind.REVISION_CHANGED, revision, by=by, changes=changes, is_public=False)
    return revision


def clause_texts(revision: Revision) -> list[ClauseText]:
    """A stored revision's clauses as they enter its hash, in order."""
    clauses = revision.clauses.select_related("parent").order_by("order")
    return [
        ClauseText(one.kind, one.number, one.text, str(one.parent.anchor) if one.parent else "")
        for one in clauses
    ]


def _write(revision: Revision, clauses: Sequence[ClauseValues] | None, *, is_new: bool) -> None:
    _require_full_text(revision)
    revision.sha256 = "0" * 64
    saved(revision, is_new=is_new)
    if clauses is not None:
        revision.clauses.all().delete()
        _write_clauses(revision, clauses)
    revision.sha256 = wording_sha256(
        language=revision.language,
        text=revision.text,
        closing=revision.closing,
        clauses=clause_texts(revision),
    )
    revision.save(update_fields=["sha256"])


def _require_full_text(revision: Revision) -> None:
    """A summary says where the full text stands: by a link, or where none is known by a source."""
    has_source = revision.source_url or revision.statement.sources.exists()
    if revision.is_summary and not has_source:
        raise Refused(
            _(
                "A summary needs a link to the full text that it stands for. If no address is "
                "known, first add a source to the statement that says where the text was read."
            ),
            field="source_url",
        )


def _given_texts(clauses: Iterable[ClauseValues]) -> list[ClauseText]:
    """The clauses as they would enter the hash if they were written."""
    return [
        ClauseText(*_name(one), one["text"], "-".join(map(str, one.get("parent") or ())))
        for one in clauses
    ]


def _name(values: ClauseValues) -> tuple[str, str]:
    return values.get("kind") or ClauseKind.POINT, str(values["number"])


def _write_clauses(revision: Revision, clauses: Sequence[ClauseValues]) -> None:
    written: dict[tuple[str, str], Clause] = {}
    for order, values in enumerate(clauses, start=1):
        kind, number = _name(values)
        clause = Clause(
            revision=revision,
            order=order,
            number=number,
            kind=kind,
            text=values["text"],
            parent=_parent(values, written),
        )
        _save_clause(clause)
        written[kind, number] = clause


def _parent(values: ClauseValues, written: Mapping[tuple[str, str], Clause]) -> Clause | None:
    if not values.get("parent"):
        return None
    kind, number = values["parent"]
    if (kind, number) not in written:
        raise Refused(
            _(
                "Clause %(number)s is said to be a part of %(parent)s, "
                "which does not come before it."
            )
            % {"number": values["number"], "parent": f"{kind} {number}"}
        )
    return written[kind, number]


def _save_clause(clause: Clause) -> None:
    try:
        clause.full_clean()
    except ValidationError as error:
        told = "; ".join(error.messages)
        raise Refused(
            _("Clause %(number)s: %(told)s") % {"number": clause.number, "told": told}
        ) from error
    clause.save()


def _require_unsigned(revision: Revision) -> None:
    if revision.submissions.exists():
        raise Refused(
            _("Somebody has offered to endorse this wording, so it stays as it is. Add a revision.")
        )
    if revision.statement.stage in {Stage.PUBLISHED, Stage.RETIRED}:
        raise Refused(_("This wording has been public, so it stays as it is. Add a revision."))


def _record(
    kind: EventKind, revision: Revision, *, by: User, changes: Changes, is_public: bool
) -> None:
    happened = Happened(
        kind,
        revision,
        statement=revision.statement,
        changes=changes,
        facts={"number": revision.number, "sha256": revision.sha256},
        is_public=is_public,
    )
    record_event(happened, by=by)
