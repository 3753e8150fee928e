"""Rows put in by the driver are those that were read."""

from __future__ import annotations

from tracker.actions.raw_rows import put_in_raw
from tracker.models import Event, Submission
from tracker.queries.raw_reads import newer_rows
from tracker.tests.cast import Cast


def test_put_in_raw_brings_back_what_was_taken_away(cast: Cast) -> None:
    cast.offered()
    first = Event.objects.earliest("pk").pk
    tables = [newer_rows(Event, first), newer_rows(Submission, 2**40)]
    told = list(Event.objects.order_by("pk").values())
    assert len(told) > 1
    Event.objects.exclude(pk=first).delete()

    put_in_raw(tables)

    assert list(Event.objects.order_by("pk").values()) == told
