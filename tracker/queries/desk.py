"""What waits on the desk: bounded counts of every queue, and the row sets behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from tracker.choices import Custody, Lateness, Party, Stage, Status, StepKind
from tracker.models import (
    Check,
    Correction,
    Duplicate,
    Event,
    Reply,
    Signatory,
    Statement,
    Step,
    Submission,
    User,
)
from tracker.models.clocks import ISSUERS

MOST = 1000
OLD_CHECK = timedelta(days=90)
LATEST = 15


@dataclass(frozen=True, slots=True)
class Amount:
    """How many wait: exact up to a thousand, beyond that only “over 1,000”."""

    number: int

    @property
    def is_over(self) -> bool:
        return self.number > MOST


def amount(*parts: QuerySet[Any]) -> Amount:
    """Count at most one more than MOST, whatever the size of the table.

    `parts` have no row in common; each is found by an index, and looked at while there is room.
    """
    number = 0
    for rows in parts:
        number += rows.order_by()[: MOST + 1 - number].count() if number <= MOST else 0
    return Amount(number)


def waiting_by_age(rows: QuerySet[Submission], band: str, today: date) -> QuerySet[Submission]:
    """Those that wait for the issuer, in one band: a Lateness, or "no-date"."""
    waiting = rows.filter(awaiting=Party.ISSUER)
    # Without a date no clock runs; saying so lets an index find them.
    undated = Q(status=Status.DEFERRED, decide_by=None, overdue_from=None)
    overdue = Q(overdue_from__lte=today)
    long_overdue = Q(long_overdue_from__lte=today)
    bands = {
        Lateness.IN_TIME: ~undated & (Q(overdue_from=None) | Q(overdue_from__gt=today)),
        Lateness.OVERDUE: overdue & (Q(long_overdue_from=None) | Q(long_overdue_from__gt=today)),
        Lateness.LONG_OVERDUE: long_overdue,
        "no-date": undated,
    }
    return waiting.filter(bands[band])


def in_time(rows: QuerySet[Submission], today: date) -> list[QuerySet[Submission]]:
    """The same rows as those in time of waiting_by_age(), in parts that an index finds at once.

    Of millions of which no day is told, none has to be looked at.
    """
    waiting = rows.filter(awaiting=Party.ISSUER)
    unknown = waiting.filter(overdue_from=None)
    return [
        waiting.filter(overdue_from__gt=today),
        unknown.filter(status__in=[one for one in Status if one != Status.DEFERRED]),
        unknown.filter(status=Status.DEFERRED, decide_by__isnull=False),
    ]


def with_old_checks(rows: QuerySet[Submission], today: date) -> QuerySet[Submission]:
    """Those at observed statements that wait for the issuer and were last looked at long ago."""
    return rows.filter(
        awaiting=Party.ISSUER,
        known_until__lt=today - OLD_CHECK,
        statement__custody=Custody.OBSERVED,
    )


def escalated(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those about which the editors were told, and nobody who has to act has acted since."""
    open_steps = Step.objects.standing().filter(kind=StepKind.ESCALATED)
    of_issuer = open_steps.filter(clock__in=ISSUERS).values("submission")
    of_signatory = open_steps.exclude(clock__in=ISSUERS).values("submission")
    # Not the bare column, whose index would lead SQLite to all that wait instead of the few steps.
    waiting = rows.alias(acts=Lower("awaiting"))
    return waiting.filter(
        Q(acts=Party.ISSUER, pk__in=of_issuer) | Q(acts=Party.SIGNATORY, pk__in=of_signatory)
    )


def unreleased() -> dict[str, QuerySet[Any]]:
    """What waits for somebody else to make it public, by model name."""
    return {
        "submission": Submission.objects.unreleased(),
        "reply": Reply.objects.unreleased(),
        "check": Check.objects.unreleased(),
        "correction": Correction.objects.unreleased(),
    }


def possible_duplicates() -> QuerySet[Duplicate]:
    return Duplicate.objects.filter(dismissed_by=None)


def assigned_to(user: User) -> dict[str, QuerySet[Any]]:
    """What this editor looks after, by model name."""
    models: tuple[type[Model], ...] = (Statement, Signatory, Submission)
    return {
        str(model._meta.model_name): model._default_manager.filter(assigned_to=user)
        for model in models
    }


def in_review() -> QuerySet[Statement]:
    return Statement.objects.filter(stage=Stage.REVIEW)


def latest_events() -> Iterator[Event]:
    """The newest events on anything, with who made them."""
    return iter(Event.objects.select_related("by").order_by("-pk")[:LATEST])
