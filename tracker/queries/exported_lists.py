"""Every list that can be taken along as a file, by the name of its address, as a worker reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from tracker.choices import Status
from tracker.models import Statement
from tracker.queries.corrections import CORRECTION_COLUMNS, CorrectionFilters, correction_rows
from tracker.queries.event_exports import event_export
from tracker.queries.events import EventFilters
from tracker.queries.exports import Chunks, Export, export_of
from tracker.queries.facets import CUBE, facet_counts
from tracker.queries.lists import NOT_STATED, ListFilters
from tracker.queries.log_entries import ENTRY_COLUMNS, EntryFilters, entry_rows
from tracker.queries.log_timestamps import TIMESTAMP_COLUMNS, TimestampFilters, timestamp_rows
from tracker.queries.signatories import SignatoryFilters
from tracker.queries.signatory_exports import signatory_export
from tracker.queries.signed import SignedFilters
from tracker.queries.statements import STATEMENT_COLUMNS, StatementFilters, statement_rows
from tracker.queries.submission_exports import signed_export, submission_export
from tracker.queries.submissions import SubmissionFilters
from tracker.queries.takedowns import TAKEDOWN_COLUMNS, TakedownFilters, takedown_rows

# Filters with the address's own arguments, such as a statement; LookupError if there is no such.
MakeFilters = Callable[[QueryDict, date, Mapping[str, Any]], ListFilters]


class NoSuchList(LookupError):
    """There is no such list any more, or its filters cannot be read any more."""


@dataclass(frozen=True, slots=True)
class ExportedList:
    """How a list is narrowed and taken along on a day, and about how many rows it then has."""

    filters: MakeFilters
    export: Callable[[date], Export]
    about: Callable[[ListFilters], int | None] = lambda _filters: None


@dataclass(frozen=True, slots=True)
class ReadableList:
    """A list as asked for: its columns, and its rows as they are when they are read."""

    found: QuerySet[Any]
    export: Export

    @property
    def columns(self) -> tuple[str, ...]:
        return self.export.columns

    def chunks(self) -> Chunks:
        """The cells, to be read within one moment."""
        return self.export.read(self.found)


def readable_list(name: str, arguments: Mapping[str, Any], query: str, today: date) -> ReadableList:
    """The list of this name, narrowed as the query says; NoSuchList if there is none like it."""
    if name not in LISTS:
        raise NoSuchList(name)
    filters = LISTS[name].filters(QueryDict(query), today, arguments)
    if filters.problems():
        raise NoSuchList(name)
    found = filters.found().order_by(*filters.order().by())
    return ReadableList(found, LISTS[name].export(today))


def about_how_many(name: str, filters: ListFilters) -> int | None:
    """How many rows the counts tell of, not the table; None where they cannot tell."""
    return LISTS[name].about(filters)


def _plain(filters: type[ListFilters]) -> MakeFilters:
    return lambda data, today, _arguments: filters(data, today=today)


def _signed(data: QueryDict, today: date, arguments: Mapping[str, Any]) -> SignedFilters:
    statement = Statement.objects.published().filter(slug=arguments.get("slug")).first()
    if statement is None:
        raise NoSuchList("statement_signatories")
    return SignedFilters(data, today=today, statement=statement)


def _about_submissions(filters: ListFilters) -> int | None:
    if not filters.counts_hold() or filters.value("sort"):
        return None
    return _counted(filters, CUBE)


def _about_signed(filters: ListFilters) -> int | None:
    """Those whose names are withheld are counted as well, though they are not listed."""
    if not isinstance(filters, SignedFilters) or filters.value("q"):
        return None
    fixed = {"statement": filters.statement, "status": Status.ACCEPTED}
    return _counted(filters, ("country", "kind"), fixed)


def _counted(
    filters: ListFilters, names: Iterable[str], fixed: Mapping[str, Any] | None = None
) -> int:
    chosen = {name: filters.value(name) for name in names if filters.value(name)}
    if chosen.get("country") == NOT_STATED:
        chosen["country"] = ""
    if "contested" in chosen:
        chosen["contested"] = chosen["contested"] == "yes"
    chosen |= fixed or {}
    amounts = facet_counts(chosen)["status"]
    status = chosen.get("status")
    return amounts.get(status, 0) if status else sum(amounts.values())


def _always(export: Export) -> Callable[[date], Export]:
    return lambda _today: export


LISTS: Mapping[str, ExportedList] = {
    "submissions": ExportedList(_plain(SubmissionFilters), submission_export, _about_submissions),
    "statement_signatories": ExportedList(_signed, signed_export, _about_signed),
    "signatories": ExportedList(_plain(SignatoryFilters), _always(signatory_export())),
    "statements": ExportedList(
        _plain(StatementFilters), _always(export_of(statement_rows, STATEMENT_COLUMNS))
    ),
    "events": ExportedList(_plain(EventFilters), _always(event_export())),
    "corrections": ExportedList(
        _plain(CorrectionFilters), _always(export_of(correction_rows, CORRECTION_COLUMNS))
    ),
    "takedowns": ExportedList(
        _plain(TakedownFilters), _always(export_of(takedown_rows, TAKEDOWN_COLUMNS))
    ),
    "log_entries": ExportedList(
        _plain(EntryFilters), _always(export_of(entry_rows, ENTRY_COLUMNS))
    ),
    "log_timestamps": ExportedList(
        _plain(TimestampFilters), _always(export_of(timestamp_rows, TIMESTAMP_COLUMNS))
    ),
}
