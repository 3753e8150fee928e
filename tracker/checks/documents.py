"""Checks of what draws documents as PDF."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004

from tracker.queries.pdf_libraries import missing_libraries


def check_documents(**_: Any) -> list[CheckMessage]:
    """W026: WeasyPrint is installed, and libraries of the system that it needs are not."""
    missing = missing_libraries() if find_spec("weasyprint") else []
    if not missing:
        return []
    return [
        Warning(
            f"No documents are drawn as PDF: missing on this host are {', '.join(missing)}.",
            hint="On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="undersigned.W026",
        )
    ]
