"""Cards as files: drawn once for each content, one at a time, and not kept for long."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from time import monotonic, time

from django.conf import settings

from tracker.rules.card_pictures import card_picture
from tracker.rules.cards import Card

# A card takes a tenth of a second of one core. So many may be drawn at once after a quiet time, and
# then one a second: in each process.
BURST = 20
PER_SECOND = 1.0
# Files of 10 to 50 kB. One that is asked for after so long is drawn anew: whatever was erased
# meanwhile stands in no file any more.
MOST_FILES = 1000
KEPT_SECONDS = 7 * 86_400

logger = logging.getLogger(__name__)


class CardsBusy(Exception):
    """Another card is being drawn, or too many were: ask again soon."""


class Pace:
    """How many more may be drawn now: up to BURST, and PER_SECOND more with time."""

    def __init__(self) -> None:
        self.left = float(BURST)
        self.at = monotonic()
        self.drawing = Lock()

    def take(self) -> bool:
        """Whether there is one left, which is taken."""
        now = monotonic()
        self.left = min(BURST, self.left + (now - self.at) * PER_SECOND)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


PACE = Pace()


def card_bytes(card: Card) -> bytes:
    """The card as PNG, from its file or drawn now; raises CardsBusy, records nothing."""
    path = folder() / f"{card.name}.png"
    if found := _kept(path):
        return found
    if not PACE.drawing.acquire(blocking=False):
        raise CardsBusy
    try:
        if not PACE.take():
            raise CardsBusy
        data = card_picture(card)
    finally:
        PACE.drawing.release()
    try:
        _keep(path, data)
    except OSError:
        logger.exception("A card could not be kept")
    return data


def expire_cards() -> int:
    """Delete the files of cards that are old, and the oldest of too many; returns how many."""
    found = sorted(((_drawn_at(one), one) for one in folder().glob("*")), reverse=True)
    since = time() - KEPT_SECONDS
    gone = [one for place, (at, one) in enumerate(found) if place >= MOST_FILES or at < since]
    for one in gone:
        one.unlink(missing_ok=True)
    return len(gone)


def folder() -> Path:
    """Where they are kept: beside the database, never served as files."""
    return Path(settings.VAR_DIR) / "cards"


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes() if _drawn_at(path) > time() - KEPT_SECONDS else b""
    except FileNotFoundError:
        return b""


def _drawn_at(path: Path) -> float:
    """In seconds since 1970; 0 where another process has just deleted it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all: another process may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)
    expire_cards()
