"""The feed of each public list, as its filters narrow it: its rows, or what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import EventKind, Visibility
from tracker.models import Check, Reply, Revision, Statement, Submission
from tracker.models.existence import ExistsByRow
from tracker.queries.corrections import CorrectionRow, correction_rows
from tracker.queries.events import event_rows
from tracker.queries.feeds import (
    FeedEntry,
    FeedPage,
    event_entries,
    forwards_only,
    newest_about,
    numbers_about_signatory,
)
from tracker.queries.lists import ListFilters
from tracker.queries.log_entries import EntryRow, entry_rows
from tracker.queries.log_timestamps import timestamp_rows
from tracker.queries.pages import Page, page_of
from tracker.queries.signed import SignedFilters
from tracker.queries.statements import IN_RECORD, StatementRow, statement_rows
from tracker.queries.takedowns import TakedownRow, takedown_rows

# From filters and the cursors of an address; raises BadCursor.
ReadFeed: TypeAlias = Callable[[Any, str, str], FeedPage]


@dataclass(frozen=True, slots=True)
class ListFeed:
    """What the feed of a list is called, by the names of site and statement, and how it is read."""

    title: Promise
    read: ReadFeed


def _rows(entries: Callable[[list[Any]], list[FeedEntry]]) -> ReadFeed:
    """The rows of a list that is a stream, in its own order and by its own cursors."""

    def read(filters: ListFilters, after: str, before: str) -> FeedPage:
        return _fed(filters.page(after=after, before=before), entries)

    return read


def _fed(page: Page[Any], entries: Callable[[list[Any]], list[FeedEntry]]) -> FeedPage:
    return FeedPage(entries(page.rows), page.next, page.previous)


def _submissions(filters: ListFilters, after: str, before: str) -> FeedPage:
    """What happened to the submissions that the filters leave."""
    forwards_only(before)
    statement = filters.value("statement")
    signatory = filters.value("signatory")
    within = Q(statement=statement) if statement else Q()
    if signatory:
        within &= Q(pk__in=numbers_about_signatory(signatory))
    return newest_about(_to_some(filters.found().order_by()), within, after)


def _signed(filters: SignedFilters, after: str, before: str) -> FeedPage:
    """What happened to the endorsements of one statement that the filters leave."""
    forwards_only(before)
    found = filters.found().order_by()
    return newest_about(_to_some(found), Q(statement=filters.statement), after)


def _signatories(filters: ListFilters, after: str, before: str) -> FeedPage:
    """What these signatories signed by name, and what they issued."""
    forwards_only(before)
    found = filters.found().order_by()
    named = Submission.objects.public().filter(
        ExistsByRow(found.filter(pk=OuterRef("signatory"))), visibility=Visibility.NAMED
    )
    issued = Statement.objects.filter(ExistsByRow(found.filter(pk=OuterRef("issuer"))))
    published = Q(kind=EventKind.STATEMENT_PUBLISHED) & Q(
        ExistsByRow(issued.filter(pk=OuterRef("statement")))
    )
    return newest_about(_to_some(named) | published, Q(), after)


def _to_some(submissions: QuerySet[Any]) -> Q:
    """That an event is about one of these, also with others; asked of each event by itself."""
    about = Q(ExistsByRow(submissions.filter(pk=OuterRef("submission"))))
    between: tuple[tuple[str, Any], ...] = (
        ("reply", Reply.submissions.through),
        ("check", Check.submissions.through),
    )
    for name, through in between:
        concerned = through.objects.filter(
            ExistsByRow(submissions.filter(pk=OuterRef("submission"))),
            **{name: OuterRef("subject_id")},
        )
        about |= Q(subject_type=name) & Q(ExistsByRow(concerned))
    return about


def _statements(filters: ListFilters, after: str, before: str) -> FeedPage:
    """Whatever the order of the list: those recorded last come first."""
    wordings = Revision.objects.filter(statement=OuterRef("pk")).order_by("-number")
    worded = filters.listed().annotate(worded_at=Subquery(wordings.values("recorded_at")[:1]))
    page = page_of(worded, IN_RECORD, after=after, before=before)
    return _fed(page, _statement_entries)


def _statement_entries(statements: list[Any]) -> list[FeedEntry]:
    shown = zip(statements, statement_rows(statements, {}), strict=True)
    return [_statement_entry(one, row) for one, row in shown]


def _statement_entry(statement: Any, row: StatementRow) -> FeedEntry:
    began = statement.published_at or statement.recorded_at
    told = {"title": row.title, "kind": row.kind_label, "issuer": row.issuer}
    return FeedEntry(
        name=f"statement/{statement.pk}",
        day=statement.recorded_at.astimezone(UTC).date(),
        title=row.title,
        summary=_("“%(title)s” was issued by %(issuer)s. Kind: %(kind)s.") % told,
        url=row.url,
        updated=max(began, statement.worded_at or began),
        kind=row.kind,
    )


def _corrections(corrections: list[Any]) -> list[FeedEntry]:
    shown = zip(corrections, correction_rows(corrections), strict=True)
    return [_correction(row, one.released_at) for one, row in shown]


def _correction(row: CorrectionRow, released_at: datetime) -> FeedEntry:
    told = {"about": row.about, "what": row.what, "was": row.was, "now": row.now}
    summary = _("A correction was published. Its words are kept with a withheld name.")
    if not row.is_withheld:
        summary = _("%(what)s. It said: “%(was)s”. It says now: “%(now)s”.") % told
    return FeedEntry(
        name=f"correction/{row.pk}",
        day=released_at.astimezone(UTC).date(),
        title=_("Correction: %(about)s") % told,
        summary=summary,
        url=row.url,
        updated=released_at,
        kind="correction",
    )


def _takedowns(events: list[Any]) -> list[FeedEntry]:
    shown = zip(events, takedown_rows(events), strict=True)
    return [_takedown(row, one.recorded_at) for one, row in shown]


def _takedown(row: TakedownRow, recorded_at: datetime) -> FeedEntry:
    told = {"what": row.kind_label, "reason": row.reason_label, "statement": row.statement}
    summary = _("%(what)s. Reason: %(reason)s.")
    if row.statement:
        summary = _("%(what)s. Reason: %(reason)s. Statement: “%(statement)s”.")
    return FeedEntry(
        name=f"takedown/{row.pk}",
        day=row.day,
        title=row.kind_label,
        summary=summary % told,
        url=row.url or row.statement_url or reverse("takedowns"),
        updated=recorded_at,
        kind=row.kind,
    )


def _entries(entries: list[Any]) -> list[FeedEntry]:
    return [_entry(row) for row in entry_rows(entries)]


def _entry(row: EntryRow) -> FeedEntry:
    told = {"index": row.index, "hash": row.leaf_hash, "sentence": row.sentence}
    summary = _("The hash of this entry is %(hash)s.")
    if row.sentence:
        summary = _("%(sentence)s. The hash of this entry is %(hash)s.")
    return FeedEntry(
        name=f"entry/{row.index}",
        day=row.recorded_at.astimezone(UTC).date(),
        title=_("Entry %(index)s of the log") % told,
        summary=summary % told,
        url=row.url,
        updated=row.recorded_at,
        kind=row.kind,
    )


def _timestamps(stamps: list[Any]) -> list[FeedEntry]:
    shown = zip(stamps, timestamp_rows(stamps), strict=True)
    told = _("%(authority)s stamped the log with the time when it had %(size)s entries")
    return [
        FeedEntry(
            name=f"timestamp/{stamp.pk}",
            day=row.stamped_at.astimezone(UTC).date(),
            title=told % {"authority": row.authority, "size": row.size},
            summary=told % {"authority": row.authority, "size": row.size},
            url=row.note_url,
            updated=row.stamped_at,
            kind="timestamp",
        )
        for stamp, row in shown
    ]


# By the names of the lists' addresses.
LIST_FEEDS: Mapping[str, ListFeed] = {
    "events": ListFeed(
        gettext_lazy("%(site)s: events"), _rows(lambda rows: event_entries(event_rows(rows)))
    ),
    "statements": ListFeed(gettext_lazy("%(site)s: statements"), _statements),
    "submissions": ListFeed(gettext_lazy("%(site)s: what happened to submissions"), _submissions),
    "statement_signatories": ListFeed(
        gettext_lazy("%(site)s: what happened to those who signed “%(statement)s”"), _signed
    ),
    "signatories": ListFeed(
        gettext_lazy("%(site)s: what signatories signed and issued"), _signatories
    ),
    "corrections": ListFeed(gettext_lazy("%(site)s: corrections"), _rows(_corrections)),
    "takedowns": ListFeed(gettext_lazy("%(site)s: what was taken out"), _rows(_takedowns)),
    "log_entries": ListFeed(gettext_lazy("%(site)s: entries of the log"), _rows(_entries)),
    "log_timestamps": ListFeed(
        gettext_lazy("%(site)s: time stamps of the log"), _rows(_timestamps)
    ),
}
