"""What feeds tell: entries made of events, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tracker.choices import EventKind, Visibility
from tracker.models import Check, Event, Reply, Signatory, Statement, Submission
from tracker.queries.events import NEWEST, NO_EVENT, EventRow, event_rows, told_tuples
from tracker.queries.pages import SIZE, BadCursor, cursor_of, page_of, read_cursor

# So many events are looked at for one page of a feed about the rows that filters leave: what is
# farther off stands on the next page, so that no page takes longer the more there is.
WINDOW = 2000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `name` and `day` are what its tag is made of, and never change.

    `url` and `proof_url` are paths ("": it is not in the log yet); `kind` is a word for programs.
    """

    name: str
    day: date
    title: str
    summary: str
    url: str
    updated: datetime
    kind: str = ""
    proof_url: str = ""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some entries, newest first, and the cursors of the pages around them (None: none)."""

    entries: list[FeedEntry]
    next: str | None = None
    previous: str | None = None


def event_entries(rows: Iterable[EventRow]) -> list[FeedEntry]:
    """Entries of events, each in whole sentences."""
    return [
        FeedEntry(
            name=f"event/{row.pk}",
            day=row.recorded_at.astimezone(UTC).date(),
            title=_title(row),
            summary=_summary(row),
            url=row.url,
            updated=row.recorded_at,
            kind=row.kind,
            proof_url=row.proof_url,
        )
        for row in rows
    ]


def statement_feed(statement: Statement, *, after: str, before: str) -> FeedPage:
    """What everybody may read of a statement; raises BadCursor."""
    return _page(Q(statement=statement), after, before)


def submission_feed(submission: Submission, *, after: str, before: str) -> FeedPage:
    """What everybody may read of a submission, also what was said to several; raises BadCursor."""
    numbers = _numbers_about(Submission.objects.public().filter(pk=submission.pk))
    return _page(Q(pk__in=numbers), after, before)


def signatory_feed(signatory: Signatory, *, after: str, before: str) -> FeedPage:
    """What everybody may read of what a signatory signed by name and issued; raises BadCursor."""
    return _page(Q(pk__in=numbers_about_signatory(signatory)), after, before)


def numbers_about_signatory(signatory: Signatory) -> QuerySet[Any, Any]:
    """The numbers of the events about it: not those of submissions whose names are withheld."""
    named = Submission.objects.public().filter(signatory=signatory.pk, visibility=Visibility.NAMED)
    issued = Statement.objects.filter(issuer=signatory.pk).order_by().values("pk")
    published = Event.objects.filter(
        kind=EventKind.STATEMENT_PUBLISHED, is_public=True, statement__in=issued
    )
    return _numbers_about(named).union(published.order_by().values("pk"))


def newest_about(about: Q, within: Q, after: str) -> FeedPage:
    """The newest events that `about` holds for, of the next WINDOW that are `within`.

    `within` is one that an index follows. Raises BadCursor.
    """
    start = read_cursor(after, NEWEST)[1] if after else NO_EVENT
    near = Event.objects.filter(within, is_public=True, pk__lt=start).order_by("-pk").values("pk")
    events = Event.objects.visible_to(None).filter(about, pk__in=near[:WINDOW])
    found = list(told_tuples(events).order_by("-pk")[: SIZE + 1])
    farthest = near.values_list("pk", flat=True)[WINDOW - 1 : WINDOW].first()
    last = found[SIZE - 1].pk if len(found) > SIZE else farthest
    entries = event_entries(event_rows(found[:SIZE]))
    return FeedPage(entries, cursor_at(last) if last else None)


def cursor_at(number: int) -> str:
    """The cursor of what was recorded before the event with this number."""
    place: Any = SimpleNamespace(pk=number)
    return cursor_of(place, NEWEST)


def forwards_only(before: str) -> None:
    """Refuse to go back where pages are found on the way; raises BadCursor."""
    if before:
        raise BadCursor


def _page(about: Q, after: str, before: str) -> FeedPage:
    events = told_tuples(Event.objects.visible_to(None).filter(about))
    page = page_of(events, NEWEST, after=after, before=before)
    return FeedPage(event_entries(event_rows(page.rows)), page.next, page.previous)


def _numbers_about(submissions: QuerySet[Submission]) -> QuerySet[Any, Any]:
    """The numbers of the events of these alone, and of replies and checks about several.

    Each by an index of its own: as one condition they would be looked for among all events.
    """
    rows = submissions.order_by().values("pk")
    found = Event.objects.filter(submission__in=rows).order_by().values("pk")
    between: tuple[tuple[str, Any], ...] = (
        ("reply", Reply.submissions.through),
        ("check", Check.submissions.through),
    )
    several = [
        Event.objects.filter(
            subject_type=name,
            subject_id__in=through.objects.filter(submission__in=rows).values(name),
        )
        .order_by()
        .values("pk")
        for name, through in between
    ]
    return found.union(*several)


def _title(row: EventRow) -> str:
    told = {"sentence": row.sentence, "statement": row.statement}
    return _("%(sentence)s: %(statement)s") % told


def _summary(row: EventRow) -> str:
    told = {"sentence": row.sentence, "statement": row.statement, "day": row.day_words}
    return (
        _("%(sentence)s. This was recorded on %(day)s and concerns the statement “%(statement)s”.")
        % told
    )
