"""Numbered system checks: what is wrong with a configuration, and what to do about it."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.db import connection

from tracker.proof.keys import PublicKey
from tracker.proof.tokens import LENGTH
from tracker.rules.editors import DEMO_EDITORS
from tracker.rules.reply_addresses import PLACE, reply_address

LEAST_KEY_LENGTH = 40
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def is_local() -> bool:
    """Whether the site answers to no other name than those of this machine."""
    return set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK_HOSTS)


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
            f"DEBUG is on, and others can reach the site as {_public_hosts()}.",
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
    """E007: names are searched by trigrams, which SQLite has since 3.34 if built with FTS5."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or _has_trigrams():
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} cannot search by trigrams (FTS5).",
            hint="Use a Python with a newer SQLite, or PostgreSQL: set DATABASE_URL.",
            id="undersigned.E007",
        )
    ]


def check_demo_editors(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E006: accounts made for trying the site out have no place on the open web."""
    users = get_user_model()._default_manager.filter(username__in=DEMO_EDITORS, is_active=True)
    if is_local() or not databases or not _has_table(users.model._meta.db_table):
        return []
    names = ", ".join(users.order_by("username").values_list("username", flat=True))
    if not names:
        return []
    return [
        Error(
            f"The demo editors {names} can sign in, and others can reach the site as "
            f"{_public_hosts()}.",
            hint="Start with a new VAR_DIR or DATABASE_URL; or start without SITE_URL and "
            "ALLOWED_HOSTS, and deactivate or rename those accounts on the desk.",
            id="undersigned.E006",
        )
    ]


def check_mail(**_: Any) -> list[CheckMessage]:
    """E007 and W008: letters are sent by SMTP, or written to a folder that nobody reads."""
    if settings.MAIL_FOLDER is None and settings.EMAIL_BACKEND != SMTP:
        return [
            Error(
                "EMAIL_URL does not name an SMTP server.",
                hint="Set EMAIL_URL=smtp+tls://user:password@host:587, or unset it: letters are "
                "then written to a folder and can be read on the desk.",
                id="undersigned.E007",
            )
        ]
    if settings.MAIL_FOLDER is None or is_local():
        return []
    return [
        Warning(
            f"Letters are not sent: they are written to {settings.MAIL_FOLDER}.",
            hint="Set EMAIL_URL to your mail server, e.g. smtp+tls://user:password@host:587.",
            id="undersigned.W008",
        )
    ]


def check_reply_address(**_: Any) -> list[CheckMessage]:
    """E009: an answer finds its submission by the secret in the address that it is sent to."""
    pattern = settings.REPLY_ADDRESS
    local = pattern.partition("@")[0]
    try:
        validate_email(reply_address(pattern, "0" * LENGTH) or "none@site.example")
    except ValidationError:
        local = ""
    if not pattern or local.count(PLACE) == 1:
        return []
    return [
        Error(
            f"REPLY_ADDRESS is {pattern!r}, which is no address with {PLACE} before the @.",
            hint="Set it like reply+{secret}@mail.example, or unset it to receive no mail.",
            id="undersigned.E009",
        )
    ]


def check_log_keys(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E010 and W012: the log goes on only with its private key, and under its first name."""
    rows = apps.get_model("tracker", "LogKey")._default_manager.order_by("since", "pk")
    if not databases or not _has_table(rows.model._meta.db_table):
        return []
    found: list[CheckMessage] = []
    for row in rows.filter(ended_at=None):
        file = Path(settings.LOG_KEYS) / f"{PublicKey(row.name, bytes(row.public)).id.hex()}.pem"
        if not os.access(file, os.R_OK):
            found.append(
                Error(
                    f"The log's private key {file} is missing, or the site may not read it.",
                    hint="Bring it back from a copy; if it is lost for good, run rotate_log_key "
                    "and then rotate_log_key --end-old. Until then nothing enters the log.",
                    id="undersigned.E010",
                )
            )
    first = rows.values_list("name", flat=True).first()
    if first and first != settings.LOG_ORIGIN:
        found.append(
            Warning(
                f"The log is called {first}, as its first key is, and goes on so; "
                f"LOG_ORIGIN says {settings.LOG_ORIGIN}.",
                hint=f"Set LOG_ORIGIN={first}; another name needs a new record.",
                id="undersigned.W012",
            )
        )
    return found


def check_log_key_files(**_: Any) -> list[CheckMessage]:
    """W011: whoever can read a private key can sign in the log's name."""
    files = sorted(Path(settings.LOG_KEYS).glob("*.pem"))
    return [
        Warning(
            f"Others on this machine can read the log's private key {file}.",
            hint=f"chmod 600 {file}",
            id="undersigned.W011",
        )
        for file in files
        if file.stat().st_mode & 0o077
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


def _has_table(name: str) -> bool:
    """Whether migrations have made this table yet."""
    return name in connection.introspection.table_names()


def _public_hosts() -> str:
    return ", ".join(host for host in settings.ALLOWED_HOSTS if host not in settings.LOOPBACK_HOSTS)


CHECKS: Iterable[tuple[Callable[..., list[CheckMessage]], str]] = (
    (check_secret_key, Tags.security),
    (check_debug, Tags.security),
    (check_site_url, Tags.security),
    (check_var_folder, Tags.files),
    (check_sqlite, Tags.compatibility),
    (check_demo_editors, Tags.database),
    (check_mail, Tags.compatibility),
    (check_reply_address, Tags.compatibility),
    (check_log_keys, Tags.database),
    (check_log_key_files, Tags.files),
)
