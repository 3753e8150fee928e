"""What several checks ask: who can reach the site, and whether a table is there."""

from __future__ import annotations

from django.conf import settings
from django.db import connection


def is_local() -> bool:
    """Whether the site answers to no other name than those of this machine."""
    return set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK_HOSTS)


def has_table(name: str) -> bool:
    """Whether migrations have made this table yet."""
    return name in connection.introspection.table_names()


def public_hosts() -> str:
    return ", ".join(host for host in settings.ALLOWED_HOSTS if host not in settings.LOOPBACK_HOSTS)
