"""The one place where events are written."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import override

from tracker.actions.happened import Happened
from tracker.actions.log_contents import fix_log_contents
from tracker.actions.logged import LoggedFacts
from tracker.actions.logged_facts import logged_facts
from tracker.actions.projections import FOLDING
from tracker.actions.tallies import fold_events
from tracker.choices import Origin
from tracker.models import Event, User
from tracker.models.records import Record

# A visitor's request never touches the hot rows of the projections: the worker folds its events.
VISITING = frozenset({Origin.FORM, Origin.LINK})


def record_event(happened: Happened, *, by: User | None, origin: Origin = Origin.DESK) -> Event:
    """Write one event in the action's own transaction; the projections fold it after commit."""
    return record_events([happened], by=by, origin=origin)[0]


def record_events(
    all_happened: Iterable[Happened], *, by: User | None, origin: Origin = Origin.DESK
) -> list[Event]:
    """Write one event for each thing that happened, in order, in the action's own transaction."""
    _hold_off_folding()
    told = list(all_happened)
    rows = zip(told, logged_facts(told), strict=True)
    events = Event.objects.bulk_create(
        [_event(one, by, origin, logged) for one, logged in rows], batch_size=500
    )
    if origin not in VISITING:
        _fold_after_commit()
    return events


def _event(happened: Happened, by: User | None, origin: Origin, logged: LoggedFacts) -> Event:
    subject = happened.subject
    facts = dict(happened.facts)
    if isinstance(subject, Record):
        facts["version"] = subject.version
    if by is not None and by.token_number is not None:
        facts["token"], origin = by.token_number, Origin.API
    event = Event(
        kind=happened.kind,
        by=by,
        origin=origin,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        subject_label=_label(subject),
        statement=happened.statement,
        submission=happened.submission,
        signatory=happened.signatory,
        changes=happened.changes,
        facts=facts,
        is_public=happened.is_public,
    )
    fix_log_contents(event, logged)
    return event


def _label(subject: Model) -> str:
    """What the row is called, in the language of the site: everybody reads it at the desk.

    A submission is named by its reference: its signatory's name may be withheld.
    """
    with override(settings.LANGUAGE_CODE):
        return str(getattr(subject, "reference", None) or subject)[:300]


def _fold_after_commit() -> None:
    """Have the events folded once this transaction has ended, however many actions it holds.

    A fold that fails is made good by the next one; it must not turn a saved action into an error.
    """
    waiting = transaction.get_connection().run_on_commit
    if all(entry[1] is not fold_events for entry in waiting):
        transaction.on_commit(fold_events, robust=True)


def _hold_off_folding() -> None:
    """Let no projection fold until this transaction ends.

    PostgreSQL gives out event numbers before commit, so a fold could pass over a number that
    commits later. Writers share this lock, a fold takes it alone. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [FOLDING])
