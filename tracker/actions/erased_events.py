"""Emptying events of what they say of somebody; what the log holds of them stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Model, Q

from tracker.models import Event
from tracker.queries.erasures import Scope, numbers_of

# All that the database lets be changed of an event in the log, and that only all at once.
EMPTY: dict[str, object] = {"changes": {}, "shown_facts": {}, "salt": b"", "subject_label": ""}
BATCH = 500


def empty_events(scope: Scope, now: datetime) -> int:
    """Empty every event about these rows, also about what was removed before; returns how many.

    The commitments stay, and with the salt gone nobody can try out what they were made of. Part of
    an erasure, whose event speaks for it.
    """
    found: set[int] = set()
    for about in _about(scope):
        events = Event.objects.filter(about, erased_at=None).order_by()
        found.update(events.values_list("pk", flat=True))
    pks = sorted(found)
    for start in range(0, len(pks), BATCH):
        some = Event.objects.filter(pk__in=pks[start : start + BATCH])
        some.update(**EMPTY, erased_at=now)
    return len(pks)


def _about(scope: Scope) -> Iterator[Q]:
    """The conditions under which an event says something of these rows; each has its own index."""
    yield Q(submission__in=scope.submissions)
    yield Q(signatory__in=scope.signatories)
    for rows in (
        scope.submissions,
        scope.signatories,
        scope.replies,
        scope.checks,
        scope.positions,
        scope.aliases,
        scope.memberships,
        scope.duplicates,
        scope.sources,
        scope.corrections,
        scope.notes,
        scope.enclosures,
        scope.mails,
        scope.links,
        scope.rules,
    ):
        yield from _of(rows)
    for column, about in (("reply", scope.replies), ("check_made", scope.checks)):
        # Sources of these that were removed before.
        yield Q(subject_type="source", facts__about=column, facts__about_id__in=numbers_of(about))
    names = [one.name for one in scope.signatories]
    yield Q(subject_type="statement", shown_facts__issuer__in=names)
    for name in names:
        # Pairs that were removed before stand only in what their events call them.
        yield Q(subject_type__in=["membership", "duplicate"], subject_label__contains=name)


def _of(rows: Iterable[Model]) -> Iterator[Q]:
    listed = list(rows)
    if listed:
        yield Q(subject_type=listed[0]._meta.model_name, subject_id__in=numbers_of(listed))
