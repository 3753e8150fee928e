"""Who is asked about a new wording, and what the page shows on which they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from tracker.choices import Custody, Renewed
from tracker.models import Clause, Contact, Position, Renewal, Revision, Statement, Submission
from tracker.models.submissions import GONE
from tracker.queries.wordings import Comparison, compared, wordings_of
from tracker.rules.renewals import RENEWABLE, Point, counterparts


@dataclass(frozen=True, slots=True)
class Carried:
    """An exception to the earlier wording, and the clause of the newer one it would go over to."""

    position: Position
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The newest wording beside the one that a submission stands on; `answer` is “” before any."""

    revision: Revision
    comparison: Comparison
    exceptions: list[Carried]
    answer: str

    @property
    def is_kept(self) -> bool:
        return self.answer == Renewed.KEPT


@dataclass(frozen=True, slots=True)
class Asking:
    """One question about a newer wording: the numbers of both, when it was asked and answered."""

    number: int
    earlier: int
    answer: str
    asked_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """On which wording a submission stands: how it came there, and whether there is a newer one.

    `newest` is 0 where there is none; then `asking` is the question about it, if it was asked.
    """

    number: int
    moves: list[Asking]
    newest: int
    asking: Asking | None


def stand_of(submission: Submission) -> Stand:
    """Where a submission read by stories.submissions_to_tell() stands; one query."""
    own, newest = submission.revision.number, getattr(submission, "newest_number", 0)
    columns = ("revision__number", "earlier__number", "answer", "asked_at", "answered_at")
    rows = Renewal.objects.filter(submission=submission).order_by("revision__number")
    askings = [Asking(*row) for row in rows.values_list(*columns)]
    return Stand(
        number=own,
        moves=[one for one in askings if one.answer == Renewed.ENDORSED],
        newest=newest if newest > own else 0,
        asking=next((one for one in askings if one.number == newest > own), None),
    )


def newest_revision(statement: Statement) -> Revision:
    """The wording that is offered for signing; every statement with submissions has one."""
    return statement.revisions.order_by("-number")[0]


def revised_wordings() -> list[Revision]:
    """The newest wording of each published hosted statement that has more than one."""
    later = Revision.objects.filter(statement=OuterRef("statement"), number__gt=OuterRef("number"))
    hosted = Statement.objects.published().filter(custody=Custody.HOSTED)
    newest = Revision.objects.filter(~Exists(later), number__gt=1, statement__in=hosted)
    return list(newest.select_related("statement__issuer").order_by("pk"))


def contacts_to_ask(wording: Revision) -> QuerySet[Contact]:
    """Who stands on an earlier wording, can be reached, and was not asked about this one.

    Whoever offered to sign this one too by an offer of its own is not asked.
    """
    asked = Renewal.objects.filter(submission=OuterRef("submission"), revision=wording)
    own = Submission.objects.filter(revision=wording, signatory=OuterRef("submission__signatory"))
    return (
        Contact.objects.filter(
            ~Exists(asked),
            ~Exists(own.exclude(status__in=GONE)),
            submission__statement=wording.statement_id,
            submission__revision__number__lt=wording.number,
            submission__status__in=RENEWABLE,
        )
        .select_related("submission__revision", "submission__signatory")
        .order_by("pk")
    )


def choice_of(submission: Submission) -> Choice | None:
    """What its submitter is asked about the newest wording; None where it stands on that one.

    Six queries.
    """
    revisions = wordings_of(submission.statement)
    newest, own = revisions[0], submission.revision
    if newest.pk == own.pk:
        return None
    comparison = compared(revisions, str(own.number), str(newest.number))
    assert comparison is not None  # noqa: S101 - two wordings always compare
    asked = Renewal.objects.filter(submission=submission, revision=newest)
    answer = asked.values_list("answer", flat=True).first() or ""
    return Choice(newest, comparison, exceptions_of(submission, newest), answer)


def exceptions_of(submission: Submission, wording: Revision) -> list[Carried]:
    """The exceptions of a submission, each with the clause of another wording that it fits."""
    positions = list(submission.positions.select_related("clause"))
    if not positions:
        return []
    clauses = list(Clause.objects.filter(revision__in=[submission.revision_id, wording.pk]))
    new = {one.pk: one for one in clauses if one.revision_id == wording.pk}
    became = counterparts(
        [_point(one) for one in clauses if one.pk not in new], [_point(one) for one in new.values()]
    )
    return [Carried(one, new.get(became.get(one.clause_id, 0))) for one in positions]


def _point(clause: Clause) -> Point:
    return Point(clause.pk, clause.kind, clause.number, clause.text)
