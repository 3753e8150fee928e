"""What one statement's page tells: its text, who signed, what waits, and what happened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

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
    Translation,
)
from tracker.queries.addresses import addresses_of
from tracker.queries.corrections import kept_with_a_name
from tracker.queries.events import EventRow, event_rows, told_tuples
from tracker.queries.facets import Totals, totals_of
from tracker.queries.prepared import ForReaders, Given, Prepared
from tracker.queries.sources import visible_sources
from tracker.queries.submission_rows import as_rows, countries_in_words, withheld_words

FIRST_SIGNED = 50
FIRST_WAITING = 10
NEWEST_EVENTS = 10
SHOWN = (
    *("pk", "reference", "signed_name", "signed_country", "signed_country_words"),
    *("status", "visibility", "sort_name", "waiting_since", "erased_at"),
    *("revision_number", "positions_made"),
)


class PersonRow(TypedDict):
    """One who signed, or waits: a dictionary, which templates read the quickest.

    `revision` is "" where it is the latest.
    """

    url: str
    name: str
    country: str
    revision: str
    has_exceptions: bool
    status: str


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
    signed: list[PersonRow]
    waiting: list[PersonRow]
    sources: list[Source]
    corrections: list[Correction]
    events: list[EventRow]


def statement_page(slug: str, user: object) -> StatementPage | None:
    """The page of the statement at this address; None if this user may not read one there.

    Eight queries, however many signed.
    """
    revision = next(iter(LATEST_WORDING.rows(user, slug=slug)), None)
    statement = revision.statement if revision else _without_wording(slug, user)
    if statement is None:
        return None
    signed, waiting = _submissions(statement, revision.number if revision else None)
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
        sources=SOURCES.rows(user, statement=statement.pk),
        corrections=CORRECTIONS.rows(user, statement=statement.pk),
        events=event_rows(EVENTS.rows(statement=statement.pk)),
    )


def _without_wording(slug: str, user: object) -> Statement | None:
    visible = Statement.objects.visible_to(user).filter(slug=slug)
    return visible.select_related("issuer").first()


def _latest_wording(user: object, slug: Any) -> QuerySet[Revision]:
    """The latest, with its statement, and when somebody last looked for replies and listings."""
    visible = Statement.objects.visible_to(user).filter(pk=OuterRef("statement"))
    revisions = Revision.objects.filter(Exists(visible), statement__slug=slug)
    return (
        revisions.select_related("statement__issuer")
        .annotate(
            replies_checked_on=_last_look(Looked.REPLY),
            listing_checked_on=_last_look(Looked.LISTING),
            has_translations=Exists(
                Translation.objects.filter(revision__statement=OuterRef("statement"))
            ),
        )
        .order_by("-number")[:1]
    )


def _last_look(looked_for: str) -> Subquery:
    looks = Check.objects.released().filter(statement=OuterRef("statement"), looked_for=looked_for)
    return Subquery(looks.order_by("-dated_latest").values("dated_latest")[:1])


def _clauses(revision: Revision) -> list[ClauseTold]:
    clauses = CLAUSES.rows(revision=revision.pk)
    positions = _positions(revision)
    parts: dict[int | None, list[Clause]] = defaultdict(list)
    for clause in clauses:
        parts[clause.parent_id].append(clause)

    def told(clause: Clause) -> ClauseTold:
        return ClauseTold(clause, positions[clause.pk], [told(part) for part in parts[clause.pk]])

    return [told(clause) for clause in parts[None]]


def _positions(revision: Revision) -> dict[int, list[Position]]:
    """Positions of public submissions that still stand, by clause."""
    found: dict[int, list[Position]] = defaultdict(list)
    for position in POSITIONS.rows(revision=revision.pk):
        found[position.clause_id].append(position)
    return found


def _standing_positions() -> QuerySet[Position]:
    standing = Submission.objects.public().exclude(status=Status.WITHDRAWN)
    positions = Position.objects.filter(
        Exists(standing.filter(pk=OuterRef("submission"))), clause__revision=REVISION
    )
    return positions.select_related("submission").order_by("submission__sort_name", "pk")


def _submissions(
    statement: Statement, latest: int | None
) -> tuple[list[PersonRow], list[PersonRow]]:
    """The first who signed, by name, and those who wait longest; two slices in one query."""
    found = FIRST_SUBMISSIONS.rows(statement=statement.pk)
    by_name = sorted(
        (one for one in found if one.status == Status.ACCEPTED),
        key=lambda one: (one.sort_name, one.pk),
    )
    by_wait = sorted(
        (one for one in found if one.waiting_since), key=lambda one: (one.waiting_since, one.pk)
    )
    return _people(by_name, latest), _people(by_wait, latest)


def _people(found: list[Any], latest: int | None) -> list[PersonRow]:
    address, country = addresses_of("submission"), countries_in_words()
    not_stated, revision = _("country not stated"), _("revision %(number)s")
    return [
        PersonRow(
            url=address(one.reference),
            name=_name(one),
            country=country(one) or not_stated,
            revision="" if one.revision_number == latest else revision % _number(one),
            has_exceptions=bool(one.positions_made),
            status=one.status,
        )
        for one in found
    ]


def _number(told: Any) -> dict[str, int]:
    return {"number": told.revision_number}


def _name(told: Any) -> str:
    """The name as the public may read it, or why there is none."""
    if told.visibility != Visibility.WITHHELD:
        return str(told.signed_name)
    return withheld_words(told.erased_at)


def _first_submissions() -> QuerySet[Any, Any]:
    rows = Submission.objects.filter(statement=STATEMENT, is_public=True)
    signed = rows.filter(status=Status.ACCEPTED, visibility=Visibility.NAMED)
    waiting = rows.filter(waiting_since__isnull=False, awaiting=Party.ISSUER)
    first_signed = signed.order_by("sort_name", "pk").values("pk")[:FIRST_SIGNED]
    first_waiting = waiting.order_by("waiting_since", "pk").values("pk")[:FIRST_WAITING]
    told = as_rows(rows).order_by().values_list(*SHOWN, named=True)
    return told.filter(pk__in=first_signed).union(told.filter(pk__in=first_waiting), all=True)


def _sources(user: object, statement: Any) -> QuerySet[Source]:
    return visible_sources(user, ["statement"]).filter(statement=statement)


def _corrections(user: object, statement: Any) -> QuerySet[Correction]:
    """About the statement itself, and about what hangs on it but names no withheld signatory."""
    about = Q(statement=statement) | Q(check_made__statement=statement)
    about |= Q(submission__statement=statement) | Q(reply__statement=statement)
    visible = Correction.objects.visible_to(user).filter(about, voided_at=None)
    return visible.exclude(kept_with_a_name()).select_related("submission")


def _events() -> QuerySet[Any, Any]:
    events = Event.objects.visible_to(None).filter(statement=STATEMENT)
    return told_tuples(events).order_by("-pk")[:NEWEST_EVENTS]


NUMBER: BigIntegerField[int, int] = BigIntegerField()
STATEMENT, REVISION = Given("statement", NUMBER), Given("revision", NUMBER)

LATEST_WORDING = ForReaders(_latest_wording, slug=CharField())
CLAUSES = Prepared(lambda: Clause.objects.filter(revision=REVISION).order_by("order"))
POSITIONS = Prepared(_standing_positions)
FIRST_SUBMISSIONS = Prepared(_first_submissions)
SOURCES = ForReaders(_sources, statement=NUMBER)
CORRECTIONS = ForReaders(_corrections, statement=NUMBER)
EVENTS = Prepared(_events)
