"""One line of the status board as the public may read it: a withheld name never gets this far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_countries import countries

from tracker.choices import SignatoryKind, Stage, Status
from tracker.models import Position, Revision, Signatory, Statement, Submission
from tracker.rules.clocks import days_waiting, lateness, reading_day
from tracker.rules.dates import StatedDate


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """`name` is "" and `signatory_url` None where the name is withheld or was erased.

    `erased_on` is the day on which the content was erased.
    """

    pk: int
    reference: str
    url: str
    statement: str
    statement_url: str
    revision: int
    name: str
    signatory_url: str | None
    is_named: bool
    number: str
    kind: str
    country: str
    country_words: str
    direction: str
    channel: str
    offered: StatedDate
    offered_words: str
    status: str
    awaiting: str
    is_contested: bool
    is_public: bool
    positions: int
    waiting_since: date | None
    acknowledge_by: date | None
    decide_by: date | None
    decided_on: date | None
    published_on: date | None
    listed_on: date | None
    known_until: date | None
    lateness: str
    days_waiting: int | None
    days_waiting_most: int | None
    erased_on: date | None = None

    @property
    def is_withheld(self) -> bool:
        return not self.name

    @property
    def name_words(self) -> str:
        """The name, or why there is none."""
        return self.name or (_("Content erased") if self.erased_on else _("Name withheld"))

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def kind_label(self) -> str:
        return str(SignatoryKind(self.kind).label)


def as_rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """The submissions with what their rows show of other tables, each looked up by number.

    Not joined: once SQLite knows that statements are few, it would walk statement by statement,
    and sort every submission before the first page.
    """
    statement = Statement.objects.filter(pk=OuterRef("statement"))
    revision = Revision.objects.filter(pk=OuterRef("revision")).order_by()
    signatory = Signatory.objects.filter(pk=OuterRef("signatory"))
    made = Position.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    return submissions.annotate(
        statement_title=Subquery(statement.values("title")),
        statement_slug=Subquery(statement.values("slug")),
        statement_stage=Subquery(statement.values("stage")),
        revision_number=Subquery(revision.values("number")),
        signatory_slug=Subquery(signatory.values("slug")),
        signatory_is_named=Subquery(signatory.values("is_named")),
        signatory_number=Subquery(signatory.values("number")),
        positions_made=Coalesce(Subquery(made.annotate(made=Count("pk")).values("made")), 0),
    )


def submission_rows(submissions: Iterable[Submission], today: date) -> list[SubmissionRow]:
    """The rows of submissions read by as_rows()."""
    return [submission_row(one, today) for one in submissions]


def submission_row(submission: Submission, today: date) -> SubmissionRow:
    """One row, with lateness and waiting time as they are on this day."""
    told: Any = submission  # with the columns that as_rows() adds
    is_named = not submission.is_withheld
    until = reading_day(submission.known_until, today)
    return SubmissionRow(
        pk=submission.pk,
        reference=submission.reference,
        url=submission.get_absolute_url(),
        statement=told.statement_title,
        statement_url=reverse("statement", args=[told.statement_slug]),
        revision=told.revision_number,
        name=submission.signed_name if is_named else "",
        signatory_url=reverse("signatory", args=[told.signatory_slug]) if is_named else None,
        is_named=told.signatory_is_named,
        number=told.signatory_number,
        kind=submission.signed_kind,
        country=str(submission.signed_country.code or ""),
        country_words=country_words(submission),
        direction=submission.direction,
        channel=submission.channel,
        offered=submission.stated,
        offered_words=submission.offered_words,
        status=submission.status,
        awaiting=submission.awaiting,
        is_contested=submission.is_contested,
        is_public=submission.is_public and told.statement_stage == Stage.PUBLISHED,
        positions=told.positions_made,
        waiting_since=submission.waiting_since,
        acknowledge_by=submission.acknowledge_by,
        decide_by=submission.decide_by,
        decided_on=submission.decided_on,
        published_on=submission.published_on,
        listed_on=submission.listed_on,
        known_until=submission.known_until,
        lateness=lateness(submission.overdue_from, submission.long_overdue_from, today),
        days_waiting=days_waiting(submission.awaiting, submission.waiting_since, until),
        days_waiting_most=days_waiting(submission.awaiting, _first_waited(submission), until),
        erased_on=localdate(submission.erased_at) if submission.erased_at else None,
    )


def _first_waited(submission: Submission) -> date | None:
    """The first day since which somebody may have had to act: an offer's date can be a span."""
    since: date | None = submission.waiting_since
    return submission.stated.earliest if since == submission.stated.latest else since


def country_words(submission: Submission) -> str:
    """The country as signed, in its own words where given; "" where none is stated."""
    code = submission.signed_country.code
    return submission.signed_country_words or (str(countries.name(code)) if code else "")
