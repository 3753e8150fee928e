"""What is taken along from the public record: heads, counts, first names, and single offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.choices import ClauseKind, Openness, Status, Visibility
from tracker.models import Clause, Position, Revision, Statement, Submission
from tracker.queries.facets import Totals, endorsed
from tracker.queries.prepared import Given, Prepared
from tracker.queries.submission_rows import countries_in_words
from tracker.rules.wording import nameless_words, submission_title

MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """A public statement; `language` is that of its latest wording, or "" without one."""

    statement: Statement
    language: str
    totals: Totals

    @property
    def endorsed(self) -> int | None:
        """How many endorsements stand; None where nobody is invited to sign."""
        return None if self.statement.openness == Openness.NOBODY else self.totals.accepted


@dataclass(frozen=True, slots=True)
class Offer:
    """A public submission; `excepted` of the `points` of its wording have an exception."""

    submission: Submission
    title: str
    points: int
    excepted: int


def statement_to_take(slug: str) -> TakenAlong | None:
    """The statement at this address as everybody may read it; two queries."""
    found = next(iter(HEAD.rows(slug=slug)), None)
    if found is None:
        return None
    return TakenAlong(found, found.newest_language or "", endorsed(found))


def first_names(statement: Statement) -> list[tuple[str, str]]:
    """Name as signed and country of the first who signed, by name; one query."""
    country = countries_in_words()
    return [(one.signed_name, country(one)) for one in NAMES.rows(statement=statement.pk)]


def submission_to_take(reference: str) -> Offer | None:
    """The submission with this reference as everybody may read it; one query."""
    found = OFFER.rows(reference=reference)
    if not found:
        return None
    [submission] = found
    name = submission.signed_name
    if submission.is_withheld:
        name = nameless_words(is_erased=submission.erased_at is not None)
    made = {"points": submission.points, "positions": submission.positions_made}
    title = submission_title(name, submission.direction, **made)
    return Offer(submission, title, submission.points, submission.points_excepted)


def _head() -> QuerySet[Any]:
    newest = Revision.objects.filter(statement=OuterRef("pk")).order_by("-number")
    rows = Statement.objects.published().filter(slug=Given("slug", CharField()))
    return (
        rows.select_related("issuer")
        .annotate(newest_language=Subquery(newest.values("language")[:1]))
        .order_by()
    )


def _names() -> QuerySet[Any, Any]:
    signed = Submission.objects.filter(
        statement=Given("statement", BigIntegerField()),
        is_public=True,
        status=Status.ACCEPTED,
        visibility=Visibility.NAMED,
    )
    told = ("signed_name", "signed_country", "signed_country_words")
    return signed.order_by("sort_name", "pk").values_list(*told, named=True)[:MOST_NAMES]


def _offer() -> QuerySet[Any]:
    """With how many points its wording has, and at how many of them it makes an exception."""
    points = Clause.objects.filter(revision=OuterRef("revision"), kind=ClauseKind.POINT)
    made = Position.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    at_points = Count("clause", distinct=True, filter=Q(clause__kind=ClauseKind.POINT))
    return (
        Submission.objects.public()
        .filter(reference=Given("reference", CharField()))
        .select_related("statement__issuer")
        .annotate(
            points=_amount(points.order_by().values("revision").annotate(amount=Count("pk"))),
            positions_made=_amount(made.annotate(amount=Count("pk"))),
            points_excepted=_amount(made.annotate(amount=at_points)),
        )
        .order_by()
    )


def _amount(counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(counted.values("amount")), 0)


HEAD: Prepared[Any] = Prepared(_head)
NAMES: Prepared[Any] = Prepared(_names)
OFFER: Prepared[Any] = Prepared(_offer)
