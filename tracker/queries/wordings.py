"""The wordings of one statement, and how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.models import Clause, Revision, Statement
from tracker.rules.differences import Change, difference


class BadChoice(ValueError):
    """There are no such two wordings to compare; the message says so to a person."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two wordings, and the changes that make the newer from the older."""

    older: Revision
    newer: Revision
    changes: list[Change]


def wordings_of(statement: Statement) -> list[Revision]:
    """A statement's revisions, newest first, without their texts."""
    return list(statement.revisions.defer("text", "closing").order_by("-number"))


def compared(revisions: Sequence[Revision], older: str, newer: str) -> Comparison | None:
    """The comparison of two revisions by number; without numbers, of the last two; None of one.

    Two queries. Raises BadChoice for a number that is none of theirs.
    """
    if len(revisions) < 2 and not (older or newer):
        return None
    numbers = {str(revision.number): revision for revision in revisions}
    newest, before = [*numbers, "", ""][:2]
    first = numbers.get(older or before or newest)
    second = numbers.get(newer or newest)
    if first is None or second is None:
        raise BadChoice(_("There is no such revision. Choose two of the list."))
    texts = _texts([first.pk, second.pk])
    return Comparison(first, second, difference(texts[first.pk], texts[second.pk]))


def _texts(pks: list[int]) -> dict[int, str]:
    """The whole wording of each revision as one text: text, clauses, closing."""
    clauses: dict[int, list[str]] = {pk: [] for pk in pks}
    for clause in Clause.objects.filter(revision__in=pks).order_by("revision", "order"):
        clauses[clause.revision_id].append(f"{clause.number}. {clause.text}")
    revisions = Revision.objects.filter(pk__in=pks)
    return {
        one.pk: "\n\n".join(part for part in (one.text, *clauses[one.pk], one.closing) if part)
        for one in revisions
    }
