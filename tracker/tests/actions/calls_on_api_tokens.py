"""Calls about tokens of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tracker.actions import api_tokens
from tracker.choices import EventKind as Kind
from tracker.choices import Scope
from tracker.models import User
from tracker.tests.actions.calls import Action, Call, call

ON_API_TOKENS: dict[Action, Call] = {
    api_tokens.make_api_token: call(
        Kind.API_TOKEN_MADE,
        lambda cast: None,
        lambda it, by: api_tokens.make_api_token(token_values(by), by=by),
    ),
    api_tokens.revoke_api_token: call(
        Kind.API_TOKEN_REVOKED,
        lambda cast: api_tokens.make_api_token(token_values(cast.anna), by=cast.anna).token,
        lambda it, by: api_tokens.revoke_api_token(it, by=by),
    ),
}


def token_values(user: User, **values: Any) -> dict[str, Any]:
    """What a token is made of that is good until tomorrow."""
    given = {
        "name": "Mail gateway",
        "scopes": [Scope.OFFERS.value],
        "user": user,
        "expires_on": timezone.localdate() + timedelta(days=1),
    }
    return given | values
