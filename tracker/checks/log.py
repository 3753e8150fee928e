"""Checks of the log: its private keys, its name, and who stamps it with the time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.x509 import load_pem_x509_certificates
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004

from tracker.checks.surroundings import has_table
from tracker.proof.keys import PublicKey


def check_log_keys(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E010 and W012: the log goes on only with its private key, and under its first name."""
    rows = apps.get_model("tracker", "LogKey")._default_manager.order_by("since", "pk")
    if not databases or not has_table(rows.model._meta.db_table):
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


def check_timestamps(**_: Any) -> list[CheckMessage]:
    """E014: a time stamp is worth what the certificates behind it are."""
    if not settings.TIMESTAMP_URL:
        return []
    return [
        Error(
            f"Checkpoints get no time stamp: {trouble}",
            hint="See docs/configuration.md; unset TIMESTAMP_URL to do without time stamps.",
            id="undersigned.E014",
        )
        for trouble in _stamping_troubles()
    ]


def _stamping_troubles() -> list[str]:
    found = []
    address = urlsplit(settings.TIMESTAMP_URL)
    if address.scheme not in {"http", "https"} or not address.hostname:
        found.append(f"TIMESTAMP_URL is {settings.TIMESTAMP_URL!r}, which is no web address.")
    try:
        load_pem_x509_certificates(Path(settings.TIMESTAMP_ROOTS).read_bytes())
    except (OSError, ValueError):
        found.append(
            f"TIMESTAMP_ROOTS is {settings.TIMESTAMP_ROOTS!r}, no file of certificates (PEM)."
        )
    if settings.TIMESTAMP_HOURS < 1:
        found.append(f"TIMESTAMP_HOURS is {settings.TIMESTAMP_HOURS}; the least is 1.")
    return found
