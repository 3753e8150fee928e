"""Long lists that the worker takes in: what may follow what, how large and how long kept."""

from __future__ import annotations

from datetime import timedelta

from tracker.choices import ImportState

# What travels with the page of the desk, coded, must fit into what a request may hold.
MOST_AT_ONCE = 5_000_000
MOST_BYTES = 2_000_000_000
# Lists that may wait or be worked on at a time.
MOST_OPEN = 10
# A worker that has not been heard of for so long is taken for dead, and another goes on.
LEASE = timedelta(minutes=2)
# So long after the last word about it a list is forgotten with its file.
KEPT = timedelta(days=30)
# What a worker is at.
AT_WORK = (ImportState.UNREAD, ImportState.RECORDING, ImportState.RELEASING)
# What comes when a worker is through.
NEXT = {
    ImportState.UNREAD: ImportState.READ,
    ImportState.RECORDING: ImportState.RECORDED,
    ImportState.RELEASING: ImportState.DONE,
}


def may_follow(state: str, asked: ImportState, *, has_errors: bool, step: str) -> bool:
    """Whether somebody may ask for this of a list that stands there.

    `step` is what was going on when it stopped: that can be asked for again.
    """
    if has_errors:
        return asked == ImportState.UNREAD and state not in AT_WORK
    stopped = state == ImportState.STOPPED and step == asked
    if asked == ImportState.UNREAD:
        return state in (ImportState.READ, ImportState.STOPPED)
    before = {
        ImportState.RECORDING: ImportState.READ,
        ImportState.RELEASING: ImportState.RECORDED,
    }
    return stopped or before.get(asked) == state
