"""Reading much as it was at one moment, while others go on writing."""

from __future__ import annotations

from django.db import connection


def read_one_moment() -> None:
    """Have the transaction, which nothing was read in yet, see one state of the database only.

    SQLite does so by itself.
    """
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
