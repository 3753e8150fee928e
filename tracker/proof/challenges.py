"""Proof of work: a task that a browser needs a second for, and whether it was solved (ALTCHA)."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import datetime
from functools import lru_cache
from typing import Any

from altcha import Payload, create_challenge, verify_solution

ALGORITHM = "PBKDF2/SHA-256"
COST = 5000  # rounds for each number that is tried
LONGEST = 4000  # characters of an answer; one has about 700


def new_challenge(key: str, *, about: str, until: datetime, tries: int) -> str:
    """A task as JSON, good for one purpose until a time; it takes half of `tries` to all of them.

    The task is to find the number whose PBKDF2 key begins as the task says. `key` is the site's;
    whoever has it can tell the number without trying.
    """
    most = max(tries, 2)
    challenge = create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.choice(range(most // 2, most)),
        data={"about": about, "until": int(until.timestamp())},
        hmac_secret=_derived(key),
    )
    return json.dumps(challenge.to_dict())


def solved_challenge(key: str, answer: str, *, about: str, now: datetime) -> str:
    """What identifies the task that this answer solves; "" if it solves none of ours.

    `answer` is base64 of {"challenge": the task, "solution": {"counter", "derivedKey"}}. Whether it
    was used before only the caller can know.
    """
    nonce, said = _solved(key, answer)
    is_for_this = said.get("about") == about and now.timestamp() <= said.get("until", 0)
    return nonce if is_for_this else ""


# To check one takes as long as the rest of an offer, and one request asks twice.
@lru_cache(maxsize=64)
def _solved(key: str, answer: str) -> tuple[str, dict[str, Any]]:
    """What identifies the task, and what it says; nothing where it is not solved."""
    payload = _read(answer)
    if payload is None or not verify_solution(payload, _derived(key)).verified:
        return "", {}
    # From here on all of it is ours: it was signed.
    parameters = payload.challenge.parameters
    return parameters.nonce, parameters.data or {}


def _read(answer: str) -> Payload | None:
    if not answer or len(answer) > LONGEST:
        return None
    try:
        return Payload.from_dict(json.loads(base64.b64decode(answer).decode()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _derived(key: str) -> str:
    """A key of its own, so that nothing signed here is taken for something signed elsewhere."""
    return f"proof-of-work:{key}"
