"""What every writing operation does: carry out an action once, for a token's account."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from tracker.actions.api_answers import Answered, answer_once
from tracker.api.lists import refuse_unknown
from tracker.api.problems import Problem
from tracker.models import ApiToken, Submission, User

LONGEST_KEY = 255
KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": (
        "Any text of your own, new for each thing that you send. The same request sent again with "
        "the same key within 48 hours is not carried out again and gets the same answer."
    ),
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]+$", "maxLength": LONGEST_KEY},
}
# What the description says of every writing operation beside its answer.
PROBLEMS = {
    400: "It cannot be read.",
    401: "There is no token, or it counts no more.",
    403: "The token or its account may not do this; the answer says which scope is missing.",
    409: "What was sent contradicts what is there, or its key stands for another request.",
    413: "It is too long.",
    422: "It does not fit; the answer names the fields.",
    429: "Too many requests within an hour.",
}
WRITING: dict[str, Any] = {
    "parameters": [KEY],
    "responses": {status: {"description": told} for status, told in PROBLEMS.items()},
}


@dataclass(frozen=True, slots=True)
class Made:
    """What an action made: the answer, where it stands, and whom it is about (for erasures)."""

    told: Schema
    location: str = ""
    submissions: Iterable[Submission] = ()
    address: str = ""


def carry_out(request: HttpRequest, status: int, act: Callable[[User], Made]) -> HttpResponse:
    """Let the action write in the name of the token's account; returns its answer as JSON."""
    refuse_unknown(request)
    token: ApiToken = request.auth  # type: ignore[attr-defined]

    def acted() -> Answered:
        made = act(token.user)
        told = made.told.model_dump_json()
        return Answered(status, told, made.location, made.submissions, made.address)

    answered = answer_once(token, _key(request), _sent(request), acted)
    response = HttpResponse(
        answered.answer, status=answered.status, content_type="application/json"
    )
    if answered.location:
        response["Location"] = answered.location
    if answered.is_again:
        response["Idempotent-Replayed"] = "true"
    response["Cache-Control"] = "no-store"
    return response


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not all("!" <= letter <= "~" for letter in key):
        told = _("Idempotency-Key: up to %(most)s printable letters of ASCII, without spaces.")
        raise Problem(400, "bad-request", told % {"most": LONGEST_KEY}, names=["Idempotency-Key"])
    return key


def _sent(request: HttpRequest) -> str:
    return f"{request.method} {request.get_full_path()} {sha256(request.body).hexdigest()}"
