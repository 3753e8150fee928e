"""The process that draws a document, from HTML to tagged PDF, without database and network."""

from __future__ import annotations

import base64
import json
import logging
import os
import resource
import sys
from datetime import datetime
from hashlib import sha256
from typing import Any

from tracker.actions.document_tags import mend_tags
from tracker.rules.documents import CPU_SECONDS, MEMORY_BYTES

# Shows the sentence that says so, where a character has no font.
WITHOUT_FONT = ".without-font { display: block; }"
# What WeasyPrint logs of one.
NOT_DRAWN = ".notdef glyph"
# How far it steps back where the processors have other work.
NICE = 10
# How the process ends when there was too little memory for it.
TOO_LARGE = 3


def main() -> int:
    """Draw what stands on standard input as JSON; writes the number of pages, then the file."""
    limit()
    try:
        pages, data = drawn(json.load(sys.stdin))
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(b"%d\n" % pages + data)
    return 0


def limit() -> None:
    """Have the system end this process when it takes more than its share, and let others first."""
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(wanted: dict[str, Any]) -> tuple[int, bytes]:
    """The number of pages, and the PDF: the same bytes for the same HTML, styles, fonts and files.

    `wanted` has html, styles, address (to which links in it are relative), changed (ISO 8601) and
    enclosed: a list of name, told and content in base64.
    """
    missing = Missing()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(missing)
    try:
        made = _drawn(wanted, wanted["styles"])
        return _drawn(wanted, wanted["styles"] + WITHOUT_FONT) if missing.is_any else made
    finally:
        logger.removeHandler(missing)


class Missing(logging.Handler):
    """Hears of characters that no font of this host has."""

    is_any = False

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of one."""
        self.is_any = self.is_any or NOT_DRAWN in record.getMessage()


def _drawn(wanted: dict[str, Any], styles: str) -> tuple[int, bytes]:
    # Takes 50 MB and a second: only a process that draws has it.
    from weasyprint import CSS, HTML, Attachment  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    nothing = URLFetcher(allowed_protocols=())
    changed = datetime.fromisoformat(wanted["changed"])
    enclosed = [
        Attachment(
            string=base64.b64decode(one["content"]),
            name=one["name"],
            description=one["told"],
            created=changed,
            modified=changed,
            url_fetcher=nothing,
        )
        for one in wanted["enclosed"]
    ]
    html = HTML(string=wanted["html"], base_url=wanted["address"], url_fetcher=nothing)
    document = html.render(stylesheets=[CSS(string=styles, url_fetcher=nothing)])
    data = document.write_pdf(
        finisher=mend_tags,
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256((wanted["html"] + styles).encode()).digest()[:16],
        attachments=enclosed,
    )
    return len(document.pages), data
