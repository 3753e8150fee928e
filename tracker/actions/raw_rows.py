"""Rows put in by the database's own driver, without models: the bench compares imports with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from tracker.queries.raw_reads import RawRows


def put_in_raw(tables: Sequence[RawRows]) -> None:
    """Put rows into their tables again, to be taken back by who calls; by COPY on PostgreSQL.

    There what refers to other rows is looked up at once as well, as it would be in the end.
    """
    put_in = {"sqlite": _insert, "postgresql": _copy}[connection.vendor]
    for rows in tables:
        put_in(rows)
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _insert(rows: RawRows) -> None:
    places = ", ".join(["%s"] * len(rows.columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {rows.table} ({rows.names}) VALUES ({places})",  # noqa: S608 - ours
            rows.cells,
        )


def _copy(rows: RawRows) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {rows.table} ({rows.names}) FROM STDIN") as copy,
    ):
        for cells in rows.cells:
            copy.write_row(cells)
