"""A browser's part of the proof of work, done by the same library."""

from __future__ import annotations

import base64
import json

from altcha import Challenge, solve_challenge


def solution_of(task: str) -> str:
    """What a browser sends for a task that the form has given it."""
    challenge = json.loads(task)
    found = solve_challenge(Challenge.from_dict(challenge))
    assert found is not None
    solution = {"counter": found.counter, "derivedKey": found.derived_key, "time": 900}
    return base64.b64encode(
        json.dumps({"challenge": challenge, "solution": solution}).encode()
    ).decode()
