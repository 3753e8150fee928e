"""Reading much as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def one_moment() -> Iterator[None]:
    """Have everything that is read within see one state of the database; nobody is kept waiting.

    Not within another transaction, but in tests.
    """
    # Any: the stubs leave out how SQLite begins.
    database: Any = connection
    usual = getattr(database, "transaction_mode", None)
    # As actions begin, nobody else could write until the end.
    database.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute(ONE_STATE)
            yield
    finally:
        database.transaction_mode = usual
