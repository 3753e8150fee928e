"""Raw reads give the rows that the query set would."""

from __future__ import annotations

from tracker.models import Statement
from tracker.queries.raw_reads import read_raw
from tracker.tests.cast import Cast


def test_read_raw_finds_the_same_rows(cast: Cast) -> None:
    assert cast.letter.pk != cast.declaration.pk
    everything = Statement.objects.order_by("pk")
    named = everything.filter(slug=cast.letter.slug).values_list("pk", "slug")

    assert read_raw(everything.values_list(), 2) == everything.count() > 1
    assert read_raw(named, 1) == 1
    assert read_raw(everything.filter(slug="nobody's").values_list(), 1) == 0
