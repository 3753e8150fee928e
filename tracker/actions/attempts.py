"""Counting tries at doors that have limits, without keeping who tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from tracker.models import Attempt
from tracker.proof.tokens import keyed_sha256
from tracker.rules.limits import LIMITS, Counted

KEPT = timedelta(days=1)


def counted_tries(who: Mapping[Counted, str], now: datetime) -> dict[Counted, int]:
    """How often each of these came within the window of its limit; one query. "" is left out."""
    keys = _keys(who)
    counts = {
        counted.value: Count("pk", filter=Q(key=key, at__gt=now - LIMITS[counted].window))
        for counted, key in keys.items()
    }
    tries = Attempt.objects.filter(key__in=keys.values(), at__gt=now - KEPT)
    found = tries.aggregate(**counts) if counts else {}
    return {counted: found[counted.value] for counted in keys}


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
