"""Indexes that wait until many rows are there: made at once they take a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Model

WAITING = "waiting_indexes"
# By vendor: indexes of some tables that keep nothing from being there twice, with their SQL.
FOUND = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({tables})"
        " AND sql LIKE 'CREATE INDEX%%'"
    ),
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND tablename IN ({tables}) AND indexdef LIKE 'CREATE INDEX%%'"
    ),
}
# Memory for sorting, for this connection.
ROOM = {
    "sqlite": ("PRAGMA cache_size = -500000", "PRAGMA threads = 2"),
    "postgresql": ("SET maintenance_work_mem = '1GB'",),
}
# PostgreSQL would count what is in the tables by itself, some minutes later; SQLite is given no
# counts, as it gets none from the site.
AFTERWARDS = {"sqlite": "PRAGMA shrink_memory", "postgresql": "ANALYZE"}


@transaction.atomic
def set_aside_indexes(models: Iterable[type[Model]]) -> None:
    """Drop all indexes of these tables that are not unique, and write down how to make them."""
    tables = [model._meta.db_table for model in models]
    found = FOUND[connection.vendor].format(tables=", ".join(["%s"] * len(tables)))
    with connection.cursor() as cursor:
        for command in ROOM[connection.vendor]:
            cursor.execute(command)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {WAITING} (name text, sql text)")
        cursor.execute(found, tables)
        for name, sql in cursor.fetchall():
            cursor.execute(f"INSERT INTO {WAITING} VALUES (%s, %s)", [name, sql])  # noqa: S608 - ours
            cursor.execute(f'DROP INDEX "{name}"')


def put_back_indexes() -> Iterator[str]:
    """Make the indexes again that were set aside, each all or nothing; yields their names.

    Also those that an interrupted run has left; none if none were set aside.
    """
    if WAITING not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, sql FROM {WAITING} ORDER BY sql")  # noqa: S608 - ours
        waiting = cursor.fetchall()
    for name, sql in waiting:
        _put_back(name, sql)
        yield name
    with connection.cursor() as cursor:
        cursor.execute(AFTERWARDS[connection.vendor])


@transaction.atomic
def _put_back(name: str, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute(f"DELETE FROM {WAITING} WHERE name = %s", [name])  # noqa: S608 - ours
