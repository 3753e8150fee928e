"""Checks of the replicas that public pages are read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.db import Error as DatabaseTrouble
from django.db import connections

from tracker.queries.replicas import one_line

POSTGRESQL = "django.db.backends.postgresql"
PLACE = ("HOST", "PORT", "NAME")


def check_replicas(**_: Any) -> list[CheckMessage]:
    """E015: only PostgreSQL has replicas, and the primary is none of its own."""
    default = settings.DATABASES["default"]
    found: list[CheckMessage] = []
    for name, replica in settings.READ_DATABASES.items():
        trouble = ""
        if {default["ENGINE"], replica["ENGINE"]} != {POSTGRESQL}:
            trouble = "is of use only if it and DATABASE_URL name PostgreSQL"
        elif [default[key] for key in PLACE] == [replica[key] for key in PLACE]:
            trouble = "is the database of DATABASE_URL itself"
        if trouble:
            found.append(
                Error(
                    f"The database {name} of READ_DATABASE_URLS {trouble}.",
                    hint="Name streaming replicas of DATABASE_URL there, or unset it.",
                    id="undersigned.E015",
                )
            )
    return found


def check_replicas_answer(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """W016: a replica that does not answer, or is none, is not read from."""
    if not databases or check_replicas():
        return []
    return [
        Warning(
            f"Nothing is read from the database {name} of READ_DATABASE_URLS: {trouble}",
            hint="Start it as a streaming replica (hot standby) of DATABASE_URL, or take it out.",
            id="undersigned.W016",
        )
        for name in settings.READ_DATABASES
        if (trouble := _trouble(name))
    ]


def _trouble(name: str) -> str:
    """Why the site would not read from this database; "" if it would."""
    try:
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            (is_replica,) = cursor.fetchone()
    except DatabaseTrouble as error:
        return one_line(error)
    return "" if is_replica else "It is not a replica."
