"""The public events: what the filters leave, newest first, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracker.choices import Visibility
from tracker.models import Event, LogEntry, Statement, Submission
from tracker.queries.addresses import address_of
from tracker.queries.lists import Columns, ListFilters, choice_filter, day_filter, row_filter
from tracker.queries.pages import Order
from tracker.queries.statement_choices import NO_STATEMENT, offer_statements
from tracker.rules.date_words import short_day_words
from tracker.rules.event_words import GROUPS, Told, event_sentence
from tracker.rules.wording import nameless_words

# What a sentence is made of: columns, and those that told_events() adds.
TOLD = (
    *("pk", "kind", "facts", "recorded_at", "statement_title", "statement_slug", "issuer_name"),
    *("reference", "signed_name", "visibility", "stub_since", "direction", "offered"),
    "entry_index",
)
NEWEST = Order("pk", is_descending=True, of="events")
NO_EVENT = 2**62
KINDS = [(name, label) for name, (label, _kinds) in GROUPS.items()]


class EventFilters(ListFilters):
    """The filters of the list of events; days are those on which something was recorded, in UTC."""

    kind = choice_filter(gettext_lazy("What happened"), KINDS, method="filter_kind")
    statement = row_filter(
        gettext_lazy("Statement"), lambda _request: Statement.objects.published(), NO_STATEMENT
    )
    recorded_from = day_filter(gettext_lazy("Recorded from"), method="filter_from")
    recorded_to = day_filter(gettext_lazy("Recorded to"), method="filter_to")

    def everything(self) -> QuerySet[Any]:
        """All public events, with what their sentences name."""
        return told_events(Event.objects.visible_to(None))

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Rows as tuples."""
        return rows.values_list(*TOLD, named=True)

    def order(self) -> Order:
        """Newest first."""
        return NEWEST

    def filter_kind(self, rows: QuerySet[Event], _name: str, value: str) -> QuerySet[Event]:
        kinds = GROUPS[value][1]
        return rows.filter(kind=kinds[0]) if len(kinds) == 1 else rows.filter(kind__in=kinds)

    def filter_from(self, rows: QuerySet[Event], _name: str, value: Any) -> QuerySet[Event]:
        first = datetime.combine(value, time.min, UTC)
        events = Event.objects.filter(recorded_at__gte=first).order_by("recorded_at", "pk")
        return rows.filter(pk__gte=_number(events, otherwise=NO_EVENT), recorded_at__gte=first)

    def filter_to(self, rows: QuerySet[Event], _name: str, value: Any) -> QuerySet[Event]:
        last = datetime.combine(value, time.max, UTC)
        events = Event.objects.filter(recorded_at__lte=last).order_by("-recorded_at", "-pk")
        return rows.filter(pk__lte=_number(events, otherwise=0), recorded_at__lte=last)

    def offer_choices(self) -> None:
        """Fill the select of statements with the newest, and the one that is chosen."""
        offer_statements(self)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words, where to read more, and where it is proven ("": not in the log yet)."""

    pk: int
    kind: str
    recorded_at: datetime
    sentence: str
    statement: str
    statement_url: str
    url: str
    proof_url: str = ""

    @property
    def day_words(self) -> str:
        """The day on which it was recorded."""
        return _day_words(self.recorded_at.astimezone(UTC).date(), get_language())

    @property
    def proof_words(self) -> str:
        """What its proof is called where nobody sees beside what it stands."""
        return _("Proof of event %(number)s") % {"number": self.pk}


@lru_cache(maxsize=1024)
def _day_words(day: date, _language: str | None) -> str:
    return short_day_words(day)


def _number(events: QuerySet[Event], *, otherwise: int) -> Coalesce:
    """The number of the first of these events; `otherwise` where there is none.

    Numbers rise with time, so a span of days is one of numbers as well, in which the list is read.
    """
    return Coalesce(
        Subquery(events.values("pk")[:1]), Value(otherwise), output_field=BigIntegerField()
    )


def told_events(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with what their sentences name, each looked up by number.

    Not joined, for the same reason as in submission_rows.as_rows().
    """
    statement = Statement.objects.filter(pk=OuterRef("statement"))
    submission = Submission.objects.filter(pk=OuterRef("submission"))
    entry = LogEntry.objects.filter(event=OuterRef("pk"))
    return events.annotate(
        statement_title=Subquery(statement.values("title")),
        statement_slug=Subquery(statement.values("slug")),
        issuer_name=Subquery(statement.values("issuer__name")),
        reference=Subquery(submission.values("reference")),
        signed_name=Subquery(submission.values("signed_name")),
        visibility=Subquery(submission.values("visibility")),
        stub_since=Subquery(submission.values("erased_at")),
        direction=Subquery(submission.values("direction")),
        offered=Subquery(submission.values("offered")),
        entry_index=Subquery(entry.values("index")),
    )


def told_tuples(events: QuerySet[Event]) -> QuerySet[Any, Any]:
    """The same as tuples, which pages read quicker than models."""
    return told_events(events).values_list(*TOLD, named=True)


def event_rows(events: Iterable[Any]) -> list[EventRow]:
    """The rows of events read by told_events(); a withheld name is never told."""
    return [_row(event) for event in events]


# The row as CSV and JSON give it; times as ISO 8601 in UTC, addresses as paths.
EVENT_COLUMNS: Columns[EventRow] = {
    "number": lambda row: row.pk,
    "recorded_at": lambda row: row.recorded_at.astimezone(UTC).isoformat(timespec="seconds"),
    "kind": lambda row: row.kind,
    "event": lambda row: row.sentence,
    "statement": lambda row: row.statement,
    "statement_address": lambda row: row.statement_url,
    "address": lambda row: row.url,
    "proof_address": lambda row: row.proof_url,
}


def _row(facts: Any) -> EventRow:
    told = Told(
        kind=facts.kind,
        facts=facts.facts,
        issuer=facts.issuer_name or "",
        name=_public_name(facts),
        direction=facts.direction or "",
        offered=facts.offered or "",
    )
    index = facts.entry_index
    statement_url = facts.statement_slug and address_of("statement", facts.statement_slug)
    return EventRow(
        pk=facts.pk,
        kind=facts.kind,
        recorded_at=facts.recorded_at,
        sentence=event_sentence(told),
        statement=facts.statement_title or "",
        statement_url=statement_url or "",
        url=address_of("submission", facts.reference) if facts.reference else statement_url,
        proof_url="" if index is None else address_of("log_entry", index),
    )


def _public_name(facts: Any) -> str:
    if facts.visibility == Visibility.WITHHELD:
        return nameless_words(is_erased=facts.stub_since is not None)
    return facts.signed_name or ""
