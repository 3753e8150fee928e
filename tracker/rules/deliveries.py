"""What an answer to a webhook means, when it is tried again, and when that is given up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from tracker.choices import DeliveryProblem, DeliveryState
from tracker.rules.event_words import GROUPS

# A first moment to wait: by then the event is mostly in the log, so its proof can be named.
FIRST = timedelta(seconds=5)
# Pauses after each try that failed: nine tries in nearly 24 hours, and up to 28 with the jitter.
BACK_OFF = tuple(
    timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 18000, 28800, 28800)
)
# So much of a pause is added at most, by chance: what failed together is not tried together again.
JITTER = 0.2
# What waits behind others for a server that does not answer is given up after this time.
OLDEST = timedelta(hours=30)
# After a try that failed, everything for that server rests: twice as long each time.
REST, LONGEST_REST = timedelta(seconds=15), timedelta(minutes=10)
# A worker that took a delivery so long ago must have died: then another sends it again.
LEASE = timedelta(minutes=2)
# For so long after a secret was changed, the one before signs as well: receivers need not hurry.
OLD_SECRET = timedelta(hours=24)

LONGEST_DETAIL = 200
OVER = (DeliveryState.DELIVERED, DeliveryState.GIVEN_UP, DeliveryState.DROPPED)
OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class Tried:
    """How one try ended: `problem` is a DeliveryProblem, "" if the receiver took it.

    `code` is the status that was answered, 0 if none; `detail` what programs say of it, in English.
    """

    problem: str = ""
    code: int = 0
    detail: str = ""


def tried(code: int) -> Tried:
    """What an answer with this status means.

    No redirect is followed: each would be another chance to lead inside, most programs make a GET
    of it, and whoever moved can say so at the desk.
    """
    if 200 <= code < 300:
        return Tried(code=code)
    if code == 410:
        return Tried(DeliveryProblem.GONE, code)
    is_redirect = 300 <= code < 400
    return Tried(DeliveryProblem.REDIRECT if is_redirect else DeliveryProblem.UNWILLING, code)


def failed(problem: DeliveryProblem, detail: object = "") -> Tried:
    """A try that got no answer; of the detail, what fits on a line."""
    told = " ".join(str(detail).split())
    plain = "".join(one if one.isprintable() else " " for one in told)
    return Tried(problem, detail=plain[:LONGEST_DETAIL])


def next_try(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many tries; None when it is given up. `chance` is from 0 to 1."""
    if tries > len(BACK_OFF):
        return None
    return BACK_OFF[tries - 1] * (1 + JITTER * chance)


def rest_after(failures: int) -> timedelta:
    """How long a server is left alone after so many failures one after the other."""
    doublings = min(failures - 1, 16)
    return min(REST * (1 << doublings), LONGEST_REST)


def wants(kind: str, groups: Collection[str]) -> bool:
    """Whether a webhook for these groups of events is told of this kind; for none means for all."""
    return not groups or any(kind in GROUPS[group][1] for group in groups if group in GROUPS)
