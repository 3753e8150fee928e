"""What one statement's page tells: its text, who signed, what waits, and what happened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tracker.choices import Looked, Party, Stage, Status, Visibility
from tracker.models import (
    Check,
    Clause,
    Correction,
    Event,
    Position,
    Revision,
    Source,
    Statement,
    Submission,
)
from tracker.queries.corrections import kept_with_a_name
from tracker.queries.events import EventRow, event_rows, told_events
from tracker.queries.facets import Totals, totals_of
from tracker.queries.sources import visible_sources
from tracker.queries.submission_rows import SubmissionRow, as_rows, submission_rows

FIRST_SIGNED = 50
FIRST_WAITING = 10
NEWEST_EVENTS = 10


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause with the positions that submissions take on it, and its parts."""

    clause: Clause
    positions: list[Position]
    parts: list[ClauseTold]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Everything on a statement's page. `is_public` is false where only the desk sees it."""

    statement: Statement
    revision: Revision | None
    is_public: bool
    clauses: list[ClauseTold]
    totals: Totals
    replies_checked_on: date | None
    listing_checked_on: date | None
    signed: list[SubmissionRow]
    waiting: list[SubmissionRow]
    sources: list[Source]
    corrections: list[Correction]
    events: list[EventRow]


def statement_page(slug: str, user: object, today: date) -> StatementPage | None:
    """The page of the statement at this address; None if this user may not read one there.

    Eight queries, however many signed.
    """
    revision = _latest_revisions(user).filter(statement__slug=slug).order_by("-number").first()
    statement = (
        revision.statement
        if revision
        else Statement.objects.visible_to(user).filter(slug=slug).select_related("issuer").first()
    )
    if statement is None:
        return None
    signed, waiting = _submissions(statement, today)
    return StatementPage(
        statement=statement,
        revision=revision,
        is_public=statement.stage == Stage.PUBLISHED,
        clauses=_clauses(revision) if revision else [],
        totals=totals_of(statement),
        replies_checked_on=getattr(revision, "replies_checked_on", None),
        listing_checked_on=getattr(revision, "listing_checked_on", None),
        signed=signed,
        waiting=waiting,
        sources=list(visible_sources(user).filter(statement=statement)),
        corrections=_corrections(statement, user),
        events=_events(statement),
    )


def _latest_revisions(user: object) -> QuerySet[Revision]:
    """Wordings with their statement, and when somebody last looked for replies and listings."""
    visible = Statement.objects.visible_to(user).filter(pk=OuterRef("statement"))
    return (
        Revision.objects.filter(Exists(visible))
        .select_related("statement__issuer")
        .annotate(
            replies_checked_on=_last_look(Looked.REPLY),
            listing_checked_on=_last_look(Looked.LISTING),
        )
    )


def _last_look(looked_for: str) -> Subquery:
    looks = Check.objects.released().filter(statement=OuterRef("statement"), looked_for=looked_for)
    return Subquery(looks.order_by("-dated_latest").values("dated_latest")[:1])


def _clauses(revision: Revision) -> list[ClauseTold]:
    clauses = list(revision.clauses.order_by("order"))
    positions = _positions(revision)
    parts: dict[int | None, list[Clause]] = defaultdict(list)
    for clause in clauses:
        parts[clause.parent_id].append(clause)

    def told(clause: Clause) -> ClauseTold:
        return ClauseTold(clause, positions[clause.pk], [told(part) for part in parts[clause.pk]])

    return [told(clause) for clause in parts[None]]


def _positions(revision: Revision) -> dict[int, list[Position]]:
    """Positions of public submissions that still stand, by clause."""
    standing = Submission.objects.public().exclude(status=Status.WITHDRAWN)
    positions = Position.objects.filter(
        Exists(standing.filter(pk=OuterRef("submission"))), clause__revision=revision
    )
    found: dict[int, list[Position]] = defaultdict(list)
    for position in positions.select_related("submission").order_by("submission__sort_name", "pk"):
        found[position.clause_id].append(position)
    return found


def _submissions(
    statement: Statement, today: date
) -> tuple[list[SubmissionRow], list[SubmissionRow]]:
    """The first who signed, by name, and those who wait longest; two slices in one query."""
    rows = Submission.objects.filter(statement=statement, is_public=True)
    signed = rows.filter(status=Status.ACCEPTED, visibility=Visibility.NAMED)
    waiting = rows.filter(waiting_since__isnull=False, awaiting=Party.ISSUER)
    first_signed = signed.order_by("sort_name", "pk").values("pk")[:FIRST_SIGNED]
    first_waiting = waiting.order_by("waiting_since", "pk").values("pk")[:FIRST_WAITING]
    told = as_rows(rows).order_by()
    found = list(
        told.filter(pk__in=first_signed).union(told.filter(pk__in=first_waiting), all=True)
    )
    by_name = sorted(
        (one for one in found if one.status == Status.ACCEPTED),
        key=lambda one: (one.sort_name, one.pk),
    )
    by_wait = sorted(
        (one for one in found if one.waiting_since), key=lambda one: (one.waiting_since, one.pk)
    )
    return submission_rows(by_name, today), submission_rows(by_wait, today)


def _corrections(statement: Statement, user: object) -> list[Correction]:
    """About the statement itself, and about what hangs on it but names no withheld signatory."""
    about = Q(statement=statement) | Q(check_made__statement=statement)
    about |= Q(submission__statement=statement) | Q(reply__statement=statement)
    visible = Correction.objects.visible_to(user).filter(about, voided_at=None)
    return list(visible.exclude(kept_with_a_name()).select_related("submission"))


def _events(statement: Statement) -> list[EventRow]:
    events = Event.objects.visible_to(None).filter(statement=statement)
    return event_rows(told_events(events).order_by("-pk")[:NEWEST_EVENTS])
