"""Files made of long lists: how often one is tried, how long one is shared, how many may wait."""

from __future__ import annotations

from datetime import timedelta

# A worker that has not been heard of for so long is taken for dead, and another begins anew.
LEASE = timedelta(minutes=1)
# How often a worker says that it is still there, and how far it is. In seconds.
BEAT_SECONDS = 2.0
# How often a file is begun before it is given up.
MOST_TRIES = 3
# For so long whoever asks for the same again gets the same file; after that a newer one is made.
SHARED = timedelta(hours=1)
# Files that may wait or be made at a time.
MOST_WAITING = 20
# What a document is written as, and no list is.
DOCUMENT = "pdf"
# What programs are told to wait before they ask again, in seconds.
ASK_AGAIN_SECONDS = 5
COME_BACK_SECONDS = 120


def file_name(token: str, tries: int, ending: str) -> str:
    """Under which name the storage keeps what one try makes.

    Another one for each try: of a worker that was taken for dead and was not, nothing gets in.
    """
    return f"exports/{token}-{tries}.{ending}"


def percent_done(rows: int, about: int | None) -> int | None:
    """How far a file is, from 0 to 99 for as long as it is made; None if that is not known."""
    if not about:
        return None
    return min(99, rows * 100 // about)
