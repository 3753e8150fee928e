"""Reads by the database's own driver, without Django: what the bench compares pages with."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

# By vendor: how the driver wants the places of values marked.
PLACE = {"sqlite": "?", "postgresql": "%s"}


def read_raw(rows: QuerySet[Any, Any], times: int) -> int:
    """Have the driver ask for these rows so often, as tuples; returns how many there are."""
    sql, values = rows.query.sql_with_params()
    sql = sql.replace("%s", PLACE[connection.vendor])
    connection.ensure_connection()
    driver: Any = connection.connection
    found: list[Any] = []
    for _time in range(times):
        cursor = driver.cursor()
        found = cursor.execute(sql, values).fetchall()
        cursor.close()
    return len(found)
