"""Reads which databases the site has, the primary and its replicas, from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environ import Env

SQLITE_OPTIONS = {
    # A transaction takes the write lock at its start: a later upgrade could not wait and would
    # fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        # What is erased is overwritten in the file, too.
        " PRAGMA secure_delete = ON"
    ),
}
# A replica on a machine that is gone is noticed within seconds; times as libpq takes them.
REPLICA_OPTIONS = {"connect_timeout": 2, "tcp_user_timeout": 2000}


def read_database(env: Env, folder: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, or an SQLite file in this folder."""
    if env.str("DATABASE_URL", default=""):
        database: dict[str, Any] = env.db_url("DATABASE_URL")
    else:
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "undersigned.sqlite3"),
        }
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = SQLITE_OPTIONS | database.get("OPTIONS", {})
    return {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} | database


def read_replicas(env: Env) -> dict[str, dict[str, Any]]:
    """The databases of READ_DATABASE_URLS, by the names that log lines and checks give them."""
    urls = filter(None, env.list("READ_DATABASE_URLS", default=[]))
    return {f"replica{number}": _replica(env, url) for number, url in enumerate(urls, 1)}


def _replica(env: Env, url: str) -> dict[str, Any]:
    replica: dict[str, Any] = env.db_url_config(url)
    options = REPLICA_OPTIONS | replica.get("OPTIONS", {})
    return {"CONN_MAX_AGE": 600} | replica | {"OPTIONS": options}
