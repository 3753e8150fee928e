"""The addresses that search engines shall know, in parts of a fixed span of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from tracker.models import Check, Event, Reply, Revision, Signatory, Statement, Submission
from tracker.queries.addresses import address_of, place_of

# Numbers of rows in one part. No more addresses stand in it, however many rows there are: each
# part is read by its numbers alone, and none takes longer than another.
SPAN = 1000
# The protocol's own limit of parts.
MOST_PARTS = 50_000
PAGES = (
    *("front", "statements", "signatories", "submissions", "events", "corrections", "takedowns"),
    *("statistics", "about", "log", "log_entries"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One address as a path, and when what stands there changed last, if that is known."""

    path: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """All pages of one kind: all rows, those that everybody may read, and when each changed.

    `moments` are columns of instants, of which the latest counts.
    """

    name: str
    part: str
    rows: Callable[[], QuerySet[Any]]
    visible: Callable[[], QuerySet[Any]]
    moments: Mapping[str, Any]


def _latest(rows: QuerySet[Any], by: str, column: str) -> Subquery:
    """The latest instant of a few rows, all of one `by`.

    Not the newest row in order: PostgreSQL might look for it among the rows of all.
    """
    alike = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Subquery(alike.annotate(latest=Max(column)).values("latest"))


def _said(model: Any, name: str) -> Subquery:
    """When the newest message or check about a submission was released."""
    return _latest(model.submissions.through.objects.all(), "submission", f"{name}__released_at")


SECTIONS: Mapping[str, Section] = {
    "statements": Section(
        "statement",
        "slug",
        Statement.objects.all,
        Statement.objects.published,
        {
            "published_at": None,
            "worded_at": _latest(Revision.objects.all(), "statement", "recorded_at"),
        },
    ),
    "signatories": Section(
        "signatory",
        "slug",
        Signatory.objects.all,
        lambda: Signatory.objects.visible_to(None),
        {"recorded_at": None},
    ),
    "submissions": Section(
        "submission",
        "reference",
        Submission.objects.all,
        Submission.objects.public,
        {
            "released_at": None,
            "told_at": _latest(Event.objects.all(), "submission", "recorded_at"),
            "replied_at": _said(Reply, "reply"),
            "looked_at": _said(Check, "check"),
        },
    ),
}


def parts() -> Iterator[tuple[str, int]]:
    """Section and number of every part that may hold an address; one short query for a section."""
    return ((name, number) for name in SECTIONS for number in range(parts_of(name)))


def parts_of(name: str) -> int:
    """How many parts a section has, by the newest number; 0 of one that there is not."""
    if name not in SECTIONS:
        return 0
    newest = SECTIONS[name].rows().order_by("-pk").values_list("pk", flat=True).first()
    return min((newest or 0) // SPAN + 1, MOST_PARTS // len(SECTIONS))


def places_in(name: str, number: int) -> list[Place]:
    """The addresses of one part, in the order of their numbers; one query."""
    section = SECTIONS[name]
    first = number * SPAN
    made = {key: one for key, one in section.moments.items() if one is not None}
    found = section.visible().filter(pk__gte=first, pk__lt=first + SPAN).order_by("pk")
    rows = found.annotate(**made).values_list(section.part, *section.moments)
    return [Place(address_of(section.name, part), _newest(moments)) for part, *moments in rows]


def plain_places() -> list[Place]:
    """The pages of which there is one each."""
    return [Place(place_of(name)) for name in PAGES]


def _newest(moments: list[datetime | None]) -> datetime | None:
    return max((one for one in moments if one is not None), default=None)
