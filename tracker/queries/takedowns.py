"""What was taken out after it had been public: its kind, day and reason, never a name or text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tracker.choices import ErasureGround, EventKind, RetireReason, VoidReason
from tracker.models import Check, Erasure, Event, Reply, Statement, Submission
from tracker.queries.lists import Columns, ListFilters, choice_filter, day_filter, row_filter
from tracker.queries.pages import Order
from tracker.queries.statement_choices import NO_STATEMENT, offer_statements

NEWEST = Order("pk", is_descending=True, of="takedowns")
MOST_COUNTED = 10_000

# What leaves the public record: the name of each kind in addresses, its words, its event.
KINDS: dict[str, tuple[Promise, EventKind]] = {
    "submission": (gettext_lazy("Submission taken out"), EventKind.SUBMISSION_VOIDED),
    "reply": (gettext_lazy("Reply taken out"), EventKind.REPLY_VOIDED),
    "check": (gettext_lazy("Check taken out"), EventKind.CHECK_VOIDED),
    "statement": (gettext_lazy("Statement retired"), EventKind.STATEMENT_RETIRED),
    "erasure": (gettext_lazy("Content of a submission erased"), EventKind.PERSON_ERASED),
}
NAMES = {str(kind): name for name, (_label, kind) in KINDS.items()}
REASONS: dict[str, Promise | str] = {
    value: label
    for choices in (VoidReason, RetireReason, ErasureGround)
    for value, label in choices.choices
}
NOT_STATED = gettext_lazy("not stated")


class TakedownFilters(ListFilters):
    """The filters of the list; days are those on which something was taken out, in UTC."""

    kind = choice_filter(
        gettext_lazy("What was taken out"),
        [(name, label) for name, (label, _kind) in KINDS.items()],
        method="filter_kind",
    )
    reason = choice_filter(gettext_lazy("Reason"), list(REASONS.items()))
    statement = row_filter(
        gettext_lazy("Statement"), lambda _request: Statement.objects.published(), NO_STATEMENT
    )
    taken_from = day_filter(gettext_lazy("Taken out from"), method="filter_from")
    taken_to = day_filter(gettext_lazy("Taken out to"), method="filter_to")

    def everything(self) -> QuerySet[Any]:
        """All that was public and was taken out."""
        return takedowns()

    def order(self) -> Order:
        """Newest first."""
        return NEWEST

    def filter_kind(self, rows: QuerySet[Event], _name: str, value: str) -> QuerySet[Event]:
        return rows.filter(kind=KINDS[value][1])

    def filter_from(self, rows: QuerySet[Event], _name: str, value: Any) -> QuerySet[Event]:
        return rows.filter(recorded_at__gte=datetime.combine(value, time.min, UTC))

    def filter_to(self, rows: QuerySet[Event], _name: str, value: Any) -> QuerySet[Event]:
        return rows.filter(recorded_at__lte=datetime.combine(value, time.max, UTC))

    def offer_choices(self) -> None:
        """Fill the select of statements with the newest, and the one that is chosen."""
        offer_statements(self)


@dataclass(frozen=True, slots=True)
class TakedownRow:
    """One takedown. `statement` is "" where that is no longer public itself."""

    pk: int
    kind: str
    kind_label: str
    day: date
    reason: str
    reason_label: str
    reference: str
    url: str
    statement: str
    statement_url: str


@dataclass(frozen=True, slots=True)
class TakedownTotal:
    """How often one kind of thing was taken out for one reason."""

    kind_label: str
    reason_label: str
    amount: int


@dataclass(frozen=True, slots=True)
class TakedownTotals:
    """The totals; `newest` is of how many of the newest they are, None where they are of all."""

    rows: list[TakedownTotal]
    newest: int | None


# The row as CSV and JSON give it; days as ISO 8601, addresses as paths.
TAKEDOWN_COLUMNS: Columns[TakedownRow] = {
    "number": lambda row: row.pk,
    "day": lambda row: row.day.isoformat(),
    "what_was_taken_out": lambda row: row.kind,
    "reason": lambda row: row.reason,
    "reference": lambda row: row.reference,
    "statement": lambda row: row.statement,
    "statement_address": lambda row: row.statement_url,
}


def takedowns() -> QuerySet[Any]:
    """The events that took something out that everybody could read until then.

    The actions mark them as public for that; whether an erased offer was public, its stub says.
    """
    kinds = [kind for _label, kind in KINDS.values()]
    was_public = Submission.objects.filter(
        pk=OuterRef("submission"),
        released_at__lte=OuterRef("recorded_at"),
        statement__published_at__lte=OuterRef("recorded_at"),
    )
    submission = Submission.objects.filter(pk=OuterRef("submission"))
    statement = Statement.objects.published().filter(pk=OuterRef("statement"))
    # By number: among millions of events of other kinds, SQLite would look at each in order.
    of_these_kinds = Event.objects.filter(kind__in=kinds, is_public=True).values("pk")
    return Event.objects.filter(
        ~Q(kind=EventKind.PERSON_ERASED) | Q(Exists(was_public)), pk__in=of_these_kinds
    ).annotate(
        reason=_reason(),
        reference=Subquery(submission.values("reference")),
        is_stub=Exists(Submission.objects.public().filter(pk=OuterRef("submission"))),
        statement_title=Subquery(statement.values("title")),
        statement_slug=Subquery(statement.values("slug")),
    )


def takedown_rows(events: Iterable[Event]) -> list[TakedownRow]:
    """The rows of takedowns()."""
    return [_row(event) for event in events]


def takedown_totals() -> TakedownTotals:
    """How often each kind of thing was taken out for each reason, most often first; one query.

    Of the newest MOST_COUNTED: a page must not take longer the more was ever taken out.
    """
    newest = takedowns().order_by("-pk").values_list("kind", "reason")[: MOST_COUNTED + 1]
    found = [(kind, reason or "") for kind, reason in newest]
    counted = Counter(found[:MOST_COUNTED])
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    rows = [
        TakedownTotal(_kind_label(kind), _reason_label(reason), amount)
        for (kind, reason), amount in ordered
    ]
    return TakedownTotals(rows, MOST_COUNTED if len(found) > MOST_COUNTED else None)


def _reason() -> Case:
    """The code that says why: of a row taken out, its own; an event can be emptied by erasing."""

    def of(model: Any, column: str, outer: str) -> Subquery:
        return Subquery(model.objects.filter(pk=OuterRef(outer)).values(column)[:1])

    return Case(
        When(kind=EventKind.SUBMISSION_VOIDED, then=of(Submission, "void_reason", "subject_id")),
        When(kind=EventKind.REPLY_VOIDED, then=of(Reply, "void_reason", "subject_id")),
        When(kind=EventKind.CHECK_VOIDED, then=of(Check, "void_reason", "subject_id")),
        When(kind=EventKind.PERSON_ERASED, then=of(Erasure, "ground", "subject_id")),
        default=Cast(KT("facts__reason"), CharField()),
        output_field=CharField(),
    )


def _row(event: Event) -> TakedownRow:
    told: Any = event  # with the columns that takedowns() adds
    reference = told.reference or ""
    slug = told.statement_slug
    return TakedownRow(
        pk=event.pk,
        kind=NAMES[event.kind],
        kind_label=_kind_label(event.kind),
        day=event.recorded_at.astimezone(UTC).date(),
        reason=told.reason or "",
        reason_label=_reason_label(told.reason),
        reference=reference,
        url=reverse("submission", args=[reference]) if told.is_stub else "",
        statement=told.statement_title or "",
        statement_url=reverse("statement", args=[slug]) if slug else "",
    )


def _kind_label(kind: str) -> str:
    return str(KINDS[NAMES[kind]][0])


def _reason_label(reason: str | None) -> str:
    return str(REASONS.get(reason or "", NOT_STATED))
