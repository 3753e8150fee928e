"""Finding what a request names: a statement and its wording, clauses, submissions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tracker.api.inputs import NewPosition
from tracker.models import Clause, Revision, Statement, Submission, User
from tracker.rules.references import normalised_reference
from tracker.rules.refusals import Refused


def wording_named(slug: str, number: int | None, by: User) -> Revision:
    """A wording of a statement, the newest unless told otherwise; Refused if there is none."""
    statement = Statement.objects.visible_to(by).filter(slug=slug).first()
    if statement is None:
        raise Refused(_("There is no statement “%(slug)s”.") % {"slug": slug}, field="statement")
    wordings = Revision.objects.filter(statement=statement).order_by("-number")
    found = (wordings if number is None else wordings.filter(number=number)).first()
    if found is None:
        raise Refused(_("This statement has no such wording."), field="revision")
    found.statement = statement
    return found


def submissions_named(references: Sequence[str], by: User) -> list[Submission]:
    """The submissions with these references, in their order; Refused by name if one is unknown."""
    wanted = list(dict.fromkeys(normalised_reference(one) for one in references))
    rows = Submission.objects.visible_to(by).filter(reference__in=wanted)
    found = {one.reference: one for one in rows.select_related("statement")}
    unknown = [one for one in wanted if one not in found]
    if unknown:
        raise Refused(
            _("No such submissions: %(names)s.") % {"names": ", ".join(unknown)},
            field="submissions",
        )
    return [found[one] for one in wanted]


def positions_named(revision: Revision, positions: Sequence[NewPosition]) -> list[dict[str, Any]]:
    """Exceptions as actions take them; Refused for a clause that the wording does not have."""
    clauses = {one.anchor: one for one in Clause.objects.filter(revision=revision)}
    for one in positions:
        if one.clause not in clauses:
            raise Refused(
                _("This wording has no clause “%(name)s”.") % {"name": one.clause},
                field="positions",
            )
    return [one.model_dump() | {"clause": clauses[one.clause]} for one in positions]
