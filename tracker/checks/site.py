"""Checks of the site itself: its key, its address, its folder, its database, its accounts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured

from tracker.checks.surroundings import has_table, is_local, public_hosts
from tracker.rules.editors import DEMO_EDITORS

LEAST_KEY_LENGTH = 40


def check_secret_key(**_: Any) -> list[CheckMessage]:
    """E001: without a long secret key anybody could sign cookies and links."""
    try:
        length = len(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django's answer to an empty key
        length = 0
    if length >= LEAST_KEY_LENGTH:
        return []
    return [
        Error(
            f"The secret key has {length} characters; it needs {LEAST_KEY_LENGTH}.",
            hint=f"Set SECRET_KEY, or let script/server make {settings.VAR_DIR / 'secret_key'}.",
            id="undersigned.E001",
        )
    ]


def check_debug(**_: Any) -> list[CheckMessage]:
    """E002: the debug pages show settings and data to whoever causes an error."""
    if not settings.DEBUG or is_local():
        return []
    return [
        Error(
            f"DEBUG is on, and others can reach the site as {public_hosts()}.",
            hint="Unset DEBUG, or unset ALLOWED_HOSTS and SITE_URL to work on this machine alone.",
            id="undersigned.E002",
        )
    ]


def check_site_url(**_: Any) -> list[CheckMessage]:
    """W003 and E004: links in letters and feeds are made from SITE_URL."""
    found: list[CheckMessage] = []
    if not is_local() and not settings.HTTPS:
        found.append(
            Warning(
                f"SITE_URL is {settings.SITE_URL}: passwords and cookies travel in the clear.",
                hint="Put a server that speaks https in front, and set SITE_URL=https://...",
                id="undersigned.W003",
            )
        )
    if not {settings.SITE_HOST, "*"} & set(settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"ALLOWED_HOSTS lacks {settings.SITE_HOST!r}, the host of SITE_URL.",
                hint="Add it to ALLOWED_HOSTS, or unset ALLOWED_HOSTS to allow just that host.",
                id="undersigned.E004",
            )
        )
    return found


def check_var_folder(**_: Any) -> list[CheckMessage]:
    """E005: database and uploads are written there."""
    folder = settings.VAR_DIR
    if os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"The folder {folder} is missing, or the site may not write to it.",
            hint="Make it, or set VAR_DIR to a folder that the site's user owns.",
            id="undersigned.E005",
        )
    ]


def check_sqlite(**_: Any) -> list[CheckMessage]:
    """E013: names are searched by trigrams, which SQLite has since 3.34 if built with FTS5."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or _has_trigrams():
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} cannot search by trigrams (FTS5).",
            hint="Use a Python with a newer SQLite, or PostgreSQL: set DATABASE_URL.",
            id="undersigned.E013",
        )
    ]


def check_demo_editors(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E006: accounts made for trying the site out have no place on the open web."""
    users = get_user_model()._default_manager.filter(username__in=DEMO_EDITORS, is_active=True)
    if is_local() or not databases or not has_table(users.model._meta.db_table):
        return []
    names = ", ".join(users.order_by("username").values_list("username", flat=True))
    if not names:
        return []
    return [
        Error(
            f"The demo editors {names} can sign in, and others can reach the site as "
            f"{public_hosts()}.",
            hint="Start with a new VAR_DIR or DATABASE_URL; or start without SITE_URL and "
            "ALLOWED_HOSTS, and deactivate or rename those accounts on the desk.",
            id="undersigned.E006",
        )
    ]


def _has_trigrams() -> bool:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE tried USING fts5(name, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        database.close()
    return True
