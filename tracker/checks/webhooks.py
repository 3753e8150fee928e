"""Checks of where webhooks may lead."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004

from tracker.checks.surroundings import is_local
from tracker.rules.webhook_addresses import read_reach


def check_webhooks(**_: Any) -> list[CheckMessage]:
    """E024 and W025: a setting decides what of the inside webhooks reach."""
    try:
        reach = read_reach(map(int, settings.WEBHOOK_PORTS), settings.WEBHOOK_NETWORKS)
    except ValueError as error:
        return [
            Error(
                f"Webhooks cannot be sent: {error}.",
                hint="Set WEBHOOK_PORTS like 443,8443 and WEBHOOK_NETWORKS like 10.1.2.3/32, or "
                "unset them.",
                id="undersigned.E024",
            )
        ]
    if is_local() or not reach.own:
        return []
    told = ", ".join(str(network) for network in reach.own)
    return [
        Warning(
            f"Webhooks may reach {told}, although that is not public, and also by plain http.",
            hint="Unset WEBHOOK_NETWORKS unless a receiver of your own is there.",
            id="undersigned.W025",
        )
    ]
