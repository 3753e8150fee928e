"""Raw reads give the rows that the query set would."""

from __future__ import annotations

from django.db import connection

from tracker.models import Statement
from tracker.queries.raw_reads import newer_rows, raw_csv, read_raw
from tracker.tests.cast import Cast

# How long a line's end is, as each of the two writes it.
ENDS = {"sqlite": 2, "postgresql": 1}


def test_read_raw_finds_the_same_rows(cast: Cast) -> None:
    assert cast.letter.pk != cast.declaration.pk
    everything = Statement.objects.order_by("pk")
    named = everything.filter(slug=cast.letter.slug).values_list("pk", "slug")

    assert read_raw(everything.values_list(), 2) == everything.count() > 1
    assert read_raw(named, 1) == 1
    assert read_raw(everything.filter(slug="nobody's").values_list(), 1) == 0


def test_raw_csv_writes_every_row(cast: Cast) -> None:
    assert cast.letter.pk != cast.declaration.pk
    slugs = Statement.objects.order_by("pk").values_list("slug")

    assert raw_csv(slugs) == sum(len(slug) + ENDS[connection.vendor] for (slug,) in slugs)


def test_newer_rows_are_those_above_a_number(cast: Cast) -> None:
    letter, declaration = cast.letter, cast.declaration
    newest = max(letter.pk, declaration.pk)
    rows = newer_rows(Statement, newest - 1)

    assert rows.table == "tracker_statement"
    (cells,) = rows.cells
    assert dict(zip(rows.columns, cells, strict=True))["id"] == newest
    assert newer_rows(Statement, newest).cells == []
