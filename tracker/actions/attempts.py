"""Counting tries at doors that have limits, without keeping who tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tracker.models import Attempt
from tracker.proof.tokens import keyed_sha256
from tracker.queries.prepared import Given, Prepared
from tracker.rules.limits import LIMITS, Counted

KEPT = timedelta(days=1)
KEY: Any = Attempt._meta.get_field("key")
AT: Any = Attempt._meta.get_field("at")


def counted_tries(who: Mapping[Counted, str], now: datetime) -> dict[Counted, int]:
    """How often each of these came within the window of its limit; one query. "" is left out."""
    keys = _keys(who)
    if not keys:
        return {}
    since = {f"since_{counted}": now - LIMITS[counted].window for counted in keys}
    given = {f"key_{counted}": key for counted, key in keys.items()}
    found = dict(_counts(tuple(keys)).rows(**given, **since))
    return {counted: found.get(key, 0) for counted, key in keys.items()}


def note_try(who: Mapping[Counted, str], now: datetime) -> None:
    """Count one try for each of these. Leaves no event: it says nothing of the record."""
    keys = _keys(who).values()
    Attempt.objects.bulk_create([Attempt(key=key, at=now) for key in keys])


def forget_old_tries() -> int:
    """Remove what no limit counts any more; returns how many rows that were."""
    return Attempt.objects.filter(at__lte=timezone.now() - KEPT).delete()[0]


def forget_tries(who: Mapping[Counted, str]) -> int:
    """Remove what was counted of each; returns how many rows that were. Leaves no event."""
    return Attempt.objects.filter(key__in=_keys(who).values()).delete()[0]


def _keys(who: Mapping[Counted, str]) -> dict[Counted, str]:
    """A keyed hash of each: whoever reads the table cannot try out all network addresses."""
    return {
        counted: keyed_sha256(settings.SECRET_KEY, f"{counted}:{value}")
        for counted, value in who.items()
        if value
    }


@cache
def _counts(all_counted: tuple[Counted, ...]) -> Prepared[tuple[str, int]]:
    """The query that counts tries by their key, for these limits together."""

    def build() -> QuerySet[Attempt, tuple[str, int]]:
        windows = (
            Q(key=Given(f"key_{counted}", KEY), at__gt=Given(f"since_{counted}", AT))
            for counted in all_counted
        )
        tries = Attempt.objects.filter(reduce(or_, windows)).order_by()
        return tries.values_list("key").annotate(Count("pk"))

    return Prepared(build)
