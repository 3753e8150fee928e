"""Has a document be drawn by a process of its own, within its share of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from django.conf import settings

from tracker.actions.document_drawing import TOO_LARGE
from tracker.actions.document_pages import DocumentPages
from tracker.actions.export_bytes import TooLarge
from tracker.rules.documents import WALL_SECONDS

PROGRAM = (
    sys.executable,
    "-c",
    "import sys; from tracker.actions.document_drawing import main; sys.exit(main())",
)
# How often whoever waits is asked whether to go on, in seconds.
LOOK_SECONDS = 0.1


class NotDrawn(Exception):
    """The process failed by itself; the words are its last ones."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as PDF, and how many pages it has."""

    pages: int
    data: bytes


def drawn_document(pages: DocumentPages, going_on: Callable[[], None]) -> Drawn:
    """Draw a document; raises TooLarge beyond its share, NotDrawn, and what `going_on` raises."""
    with TemporaryFile() as asked, TemporaryFile() as told, TemporaryFile() as said:
        asked.write(json.dumps(_wanted(pages)).encode())
        asked.seek(0)
        ended = _run(asked, told, said, going_on)
        # A negative number: ended by the system, which lets nobody take more than its share.
        if ended == TOO_LARGE or ended < 0:
            raise TooLarge(f"drawing ended with {ended}")
        if ended:
            said.seek(0)
            raise NotDrawn(said.read()[-2000:].decode(errors="replace"))
        told.seek(0)
        number = int(told.readline())
        return Drawn(number, told.read())


def _wanted(pages: DocumentPages) -> dict[str, object]:
    return {
        "html": pages.html,
        "styles": pages.styles,
        "address": settings.SITE_URL,
        "changed": pages.changed.isoformat(),
        "enclosed": [
            {"name": one.name, "told": one.told, "content": b64encode(one.content).decode()}
            for one in pages.enclosed
        ],
    }


def _run(asked: IO[bytes], told: IO[bytes], said: IO[bytes], going_on: Callable[[], None]) -> int:
    """How the process ended; it is ended itself if whoever waits shall wait no longer."""
    limit = monotonic() + WALL_SECONDS
    with subprocess.Popen(  # noqa: S603 - our own program, nothing of it is anybody's words
        PROGRAM,
        stdin=asked,
        stdout=told,
        stderr=said,
        cwd=settings.BASE_DIR,
        start_new_session=True,  # Ctrl-C is for whoever waits, who ends it
    ) as process:
        try:
            while process.poll() is None:
                going_on()
                if monotonic() > limit:
                    raise TooLarge("drawing took too long")
                _wait(process)
        finally:
            process.kill()
        return process.returncode


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return
