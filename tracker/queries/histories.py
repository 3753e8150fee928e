"""A record's own events, in words: what happened to it and to what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.choices import EventKind
from tracker.models import Check, Event, Reply, Revision, Signatory, Submission
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
OTHER_LABELS = {"clauses": _("clauses"), "submissions": _("submissions")}


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event with its changes in words, ready for a page."""

    event: Event
    lines: list[ChangeLine]


def events_of(row: Model) -> QuerySet[Event]:
    """The events of a row and of what hangs on it (also what was removed), newest first."""
    about = _named(row)
    for accessor in ATTACHED:
        if hasattr(row, accessor):
            about |= _named_all(getattr(row, accessor).all())
    if isinstance(row, Submission):
        about |= Q(submission=row)
        about |= _named_all(row.replies.all()) | _named_all(row.checks.all())
    if isinstance(row, Signatory):
        about |= Q(kind__in=REMOVALS, signatory=row)
    about |= Q(
        kind=EventKind.SOURCE_REMOVED,
        is_public=False,
        facts__about=_column(row),
        facts__about_id=row.pk,
    )
    # Found first and ordered then: ordered at once, a database may walk through all events.
    found = Event.objects.filter(about).order_by().values("pk")
    return Event.objects.filter(pk__in=found).select_related("by").order_by("-pk")


def told(events: Iterable[Event]) -> list[ToldEvent]:
    """The events with their changes in words; rows named by number are looked up all at once."""
    listed = list(events)
    names = _row_names(listed)
    return [ToldEvent(event, _lines(event, names)) for event in listed]


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


def _named_all(rows: QuerySet[Any]) -> Q:
    """The events of these rows and of their sources."""
    model = rows.model
    about = Q(subject_type=model._meta.model_name, subject_id__in=rows.values("pk"))
    if model in (Reply, Check):
        source = apps.get_model("tracker", "Source")
        column = "reply" if model is Reply else "check_made"
        sources = source._default_manager.filter(**{f"{column}__in": rows.values("pk")})
        about |= Q(subject_type="source", subject_id__in=sources.values("pk"))
    return about


def _column(row: Model) -> str:
    """How a source names what it is about: a check's column has a name of its own."""
    return "check_made" if isinstance(row, Check) else str(row._meta.model_name)
