"""Finding the token behind a secret."""

from __future__ import annotations

from tracker.models import ApiToken
from tracker.proof.tokens import api_secret_sha256


def token_of(secret: str) -> ApiToken | None:
    """The token with this secret and the account it acts for, whether it still counts or not."""
    tokens = ApiToken.objects.select_related("user")
    return tokens.filter(sha256=api_secret_sha256(secret)).first()
