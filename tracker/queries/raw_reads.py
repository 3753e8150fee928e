"""Reads by the database's own driver, without models: what the bench compares the site with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

# By vendor: how the driver wants the places of values marked.
PLACE = {"sqlite": "?", "postgresql": "%s"}


@dataclass(frozen=True, slots=True)
class RawRows:
    """Rows of one table as the driver gives them: the names of its columns, the cells of each."""

    table: str
    columns: Sequence[str]
    cells: Sequence[Sequence[Any]]

    @property
    def names(self) -> str:
        """The columns as SQL."""
        return ", ".join(f'"{name}"' for name in self.columns)


def read_raw(rows: QuerySet[Any, Any], times: int) -> int:
    """Have the driver ask for these rows so often, as tuples; returns how many there are."""
    sql, values = _sql(rows)
    found: list[Any] = []
    for _time in range(times):
        cursor = _driver().cursor()
        found = cursor.execute(sql, values).fetchall()
        cursor.close()
    return len(found)


def raw_csv(rows: QuerySet[Any, Any]) -> int:
    """Have these rows written as CSV by the shortest way; returns the number of bytes or letters.

    By Python's own module on SQLite, by COPY TO on PostgreSQL.
    """
    sql, values = _sql(rows)
    cursor = _driver().cursor()
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", values) as copy:
            return sum(len(piece) for piece in copy)
    cursor.execute(sql, values)
    written = 0
    while some := cursor.fetchmany(1000):
        lines = StringIO(newline="")
        csv.writer(lines).writerows(some)
        written += len(lines.getvalue())
    return written


def newer_rows(model: type[Model], number: int) -> RawRows:
    """The rows of a table whose `id` is above this number, with all of their columns."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    rows = RawRows(model._meta.db_table, columns, [])
    sql = f"SELECT {rows.names} FROM {rows.table} WHERE id > %s"  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [number])
        return replace(rows, cells=cursor.fetchall())


def _driver() -> Any:
    connection.ensure_connection()
    return connection.connection


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """The question as the driver takes it."""
    sql, values = rows.query.sql_with_params()
    return sql.replace("%s", PLACE[connection.vendor]), values
