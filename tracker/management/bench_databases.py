"""The throw-away databases of the bench, one for each size, each kept for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

# Must be in the name of a database on a server before sizes are put behind it.
MARK = "bench"


def require_own_database() -> None:
    """Raises CommandError for a server's database whose name does not say that it is the bench's.

    SQLite files lie in the var folder beside the site's own, which is never opened.
    """
    if connection.vendor == "sqlite" or MARK in str(connection.settings_dict["NAME"]):
        return
    told = _("This fills databases with made-up rows: give it one with “%(mark)s” in its name.")
    raise CommandError(told % {"mark": MARK})


@contextmanager
def database_of(rows: int) -> Iterator[None]:
    """Use the database with so many submissions; on a server it must stand beside the one named."""
    connection.close()
    kept = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = _named(str(kept), rows)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def database_url() -> str:
    """The address of the database that is open now, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user, password, host = (quote(str(given[name])) for name in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{given['PORT']}/{given['NAME']}"


def _named(name: str, rows: int) -> str:
    if connection.vendor == "sqlite":
        folder: Path = settings.VAR_DIR
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / f"{rows}.sqlite3")
    return f"{name}_{rows}"
