"""Offers that wait to be taken in: since when, and how many were given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.models import WaitingOffer
from tracker.queries.desk import MOST


@dataclass(frozen=True, slots=True)
class GivenUp:
    """How many offers that waited were not taken in lately; of how many a letter says so."""

    all: int
    told: int


def longest_wait() -> datetime | None:
    """When the first of those that wait came; None if none waits. One query."""
    return WaitingOffer.objects.in_line().values_list("received_at", flat=True).first()


def last_in_line() -> datetime | None:
    """When the last of those that wait came; None if none waits. One query."""
    line = WaitingOffer.objects.in_line().order_by("-pk")
    return line.values_list("received_at", flat=True).first()


def given_up() -> GivenUp:
    """Of the newest thousand, which is more than there ever should be; one query."""
    newest = WaitingOffer.objects.given_up().order_by("-pk")[:MOST]
    told = list(newest.values_list("is_told", flat=True))
    return GivenUp(len(told), sum(told))
