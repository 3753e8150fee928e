"""A program that writes through the API: its token, its requests, and the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tracker.actions.api_tokens import make_api_token
from tracker.choices import Scope
from tracker.models import ApiToken, User
from tracker.tests.actions.calls_on_api_tokens import token_values


@dataclass(frozen=True)
class Answer:
    """What came back: status, JSON and headers."""

    status: int
    told: dict[str, Any]
    headers: dict[str, str]

    @property
    def kind(self) -> str:
        """The kind of a problem."""
        return str(self.told["type"]).rpartition("#")[2]


class Program:
    """It has a token of an account, and posts to one address."""

    def __init__(self, path: str, user: User, *scopes: Scope) -> None:
        self.path = f"/api/v1/{path}/"
        values = token_values(user, scopes=[scope.value for scope in scopes])
        self.token: ApiToken
        self.token, self.secret = make_api_token(values, by=user)

    def post(self, body: Any, *, key: str = "", **headers: str) -> Answer:
        """Send something as JSON; with `key` as its Idempotency-Key."""
        given = {"Authorization": f"Bearer {self.secret}"} | headers
        given |= {"Idempotency-Key": key} if key else {}
        return send(self.path, body, given)


def send(
    path: str, body: Any, headers: dict[str, str] | None = None, client: Client | None = None
) -> Answer:
    """Post JSON, or bytes as they are, with these headers."""
    data = body if isinstance(body, bytes) else json.dumps(body)
    response = (client or Client()).post(
        path, data, content_type="application/json", headers=headers or {}
    )
    told = json.loads(response.content)
    return Answer(response.status_code, told, dict(response.headers))
