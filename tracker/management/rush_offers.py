"""Offers as browsers send them, made beforehand: an opened form, each with a proof of its own."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from random import Random
from urllib.parse import urlencode

from altcha import Challenge, solve_challenge
from django.utils import timezone

from tracker.actions.vetting import proof_task
from tracker.management.visitors import Address
from tracker.models import Revision

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
COUNTRIES = ("BR", "DE", "NG", "KR", "UA", "FR", "IN")


def opened_form(address: Address, path: str) -> tuple[str, dict[str, str]]:
    """The cookie and the hidden fields that a browser gets with the form; good for all day."""
    connection = HTTPConnection(*address)
    connection.request("GET", path)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    return cookie, {name: unescape(value) for name, value in HIDDEN.findall(page)}


def offers_of(
    revision: Revision, form: tuple[str, dict[str, str]], path: str, count: int, *, seed: int
) -> Iterator[bytes]:
    """So many requests, each of another person in another network, with a proof of work solved."""
    cookie, hidden = form
    random = Random(seed)  # noqa: S311 - made-up people
    for number in range(count):
        person = f"{seed}-{number}-{random.randrange(10**9)}"
        typed = {
            "kind": "person",
            "name": f"Person {person}",
            "country": random.choice(COUNTRIES),
            "email": f"{person}@signers-{random.randrange(1000)}.example",
            "language": "en",
            "visibility": "named",
            "record": "on",
            "letters": "on",
            "proof": _proof(revision),
        }
        network = ".".join(str(random.randrange(1, 255)) for _part in range(4))
        yield _post(path, cookie, network, urlencode(hidden | typed).encode())


def _proof(revision: Revision) -> str:
    task = proof_task(revision, timezone.now())
    if not task:
        return ""
    challenge = json.loads(task)
    found = solve_challenge(Challenge.from_dict(challenge))
    if found is None:
        raise RuntimeError("the task has no solution")
    solution = {"counter": found.counter, "derivedKey": found.derived_key, "time": 900}
    answer = json.dumps({"challenge": challenge, "solution": solution})
    return base64.b64encode(answer.encode()).decode()


def _post(path: str, cookie: str, network: str, body: bytes) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        f"X-Forwarded-For: {network}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body
