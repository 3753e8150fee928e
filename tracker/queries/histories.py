"""A record's own events, in words: what happened to it and to what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.choices import EventKind
from tracker.models import Check, Event, Reply, Revision, Signatory, Source, Submission
from tracker.rules.change_words import ChangeLine, change_lines

# What hangs on a row and has events of its own, by the row's accessor.
ATTACHED = (
    "sources",
    "notes",
    "corrections",
    "aliases",
    "memberships",
    "positions",
    "revisions",
    "translations",
)
REMOVALS = (
    EventKind.SOURCE_REMOVED,
    EventKind.ALIAS_REMOVED,
    EventKind.MEMBERSHIP_REMOVED,
    EventKind.POSITION_REMOVED,
)
MOST = 5000
OTHER_LABELS = {"clauses": _("clauses"), "submissions": _("submissions")}


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event with its changes in words, ready for a page."""

    event: Event
    lines: list[ChangeLine]


def events_of(row: Model) -> QuerySet[Event]:
    """The events of a row and of what hangs on it (also what was removed), newest first.

    At most the newest MOST of them. Two queries: each part is found by its own index first; asked
    for as alternatives at once, a database would walk through all events there are.
    """
    first, *others = (
        Event.objects.filter(part).order_by().values_list("pk", flat=True) for part in _parts(row)
    )
    found = sorted(set(first.union(*others, all=True)), reverse=True)[:MOST]
    return Event.objects.filter(pk__in=found).select_related("by").order_by("-pk")


def told(events: Iterable[Event]) -> list[ToldEvent]:
    """The events with their changes in words; rows named by number are looked up all at once."""
    listed = list(events)
    names = _row_names(listed)
    return [ToldEvent(event, _lines(event, names)) for event in listed]


def _parts(row: Model) -> Iterator[Q]:
    """The conditions under which an event belongs to the history of a row."""
    yield _named(row)
    for accessor in ATTACHED:
        if hasattr(row, accessor):
            yield from _named_all(getattr(row, accessor).all())
    if isinstance(row, Submission):
        yield Q(submission=row)
        yield from _named_all(row.replies.all())
        yield from _named_all(row.checks.all())
    if isinstance(row, Signatory):
        yield Q(kind__in=REMOVALS, signatory=row)
    about = Q(facts__about=_column(row), facts__about_id=row.pk)
    yield Q(kind=EventKind.SOURCE_REMOVED, is_public=False) & about


def _lines(event: Event, row_names: Mapping[Any, Mapping[str, str]]) -> list[ChangeLine]:
    labels: dict[str, str] = {}
    names: dict[str, Mapping[str, str]] = {}
    for name in event.changes:
        field = _field(event, name)
        labels[name] = str(getattr(field, "verbose_name", OTHER_LABELS.get(name, name)))
        if isinstance(field, ForeignKey):
            names[name] = row_names.get(field.related_model, {})
        elif field is not None and field.choices:
            names[name] = {str(value): str(label) for value, label in field.flatchoices}
    return change_lines(event.changes, labels, names)


def _row_names(events: list[Event]) -> dict[Any, dict[str, str]]:
    """Names of the rows that stand by number in the changes, one query for each kind of row."""
    wanted: defaultdict[Any, set[int]] = defaultdict(set)
    for event in events:
        for name, pair in event.changes.items():
            field = _field(event, name)
            if isinstance(field, ForeignKey):
                wanted[field.related_model] |= {pk for pk in pair if isinstance(pk, int)}
    return {model: _names(model, pks) for model, pks in wanted.items()}


def _names(model: type[Model], pks: set[int]) -> dict[str, str]:
    rows = model._default_manager.filter(pk__in=pks)
    if model is Revision:
        rows = rows.select_related("statement")
    return {str(row.pk): str(row) for row in rows}


def _field(event: Event, name: str) -> Field[Any, Any] | None:
    try:
        field = apps.get_model("tracker", event.subject_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) and not field.many_to_many else None


def _named(row: Model) -> Q:
    return Q(subject_type=row._meta.model_name, subject_id=row.pk)


def _named_all(rows: QuerySet[Any]) -> Iterator[Q]:
    """The events of these rows and of their sources."""
    model = rows.model
    yield Q(subject_type=model._meta.model_name, subject_id__in=rows.order_by().values("pk"))
    if model in (Reply, Check):
        column = "reply" if model is Reply else "check_made"
        sources = Source.objects.filter(**{f"{column}__in": rows.order_by().values("pk")})
        yield Q(subject_type="source", subject_id__in=sources.order_by().values("pk"))


def _column(row: Model) -> str:
    """How a source names what it is about: a check's column has a name of its own."""
    return "check_made" if isinstance(row, Check) else str(row._meta.model_name)
