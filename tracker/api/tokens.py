"""Who may write through the API: a token in the Authorization header, and nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from tracker.actions.actors import require_right
from tracker.actions.api_tokens import note_token_use
from tracker.api.problems import Problem
from tracker.choices import Scope
from tracker.models import ApiToken
from tracker.queries.api_tokens import token_of
from tracker.rules.api_tokens import RIGHTS, require_scope
from tracker.rules.limits import client_address

# What is sent is names, dates and a few words; a list of 500 signatories takes half of it.
LONGEST_BODY = 1_000_000


class Token(HttpBearer):
    """A token with one scope, whose account has the right itself.

    Cookies are never read here, so whoever is signed in writes nothing through another site.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> ApiToken:
        given = request.headers.get(self.header, "")
        kind, _space, secret = given.partition(" ")
        if kind.lower() != self.openapi_scheme or not secret.strip():
            raise _unknown(_("Send a token, as in “Authorization: Bearer undersigned_…”."))
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, secret: str) -> ApiToken:
        """The token behind a secret, counted; its account is told through which token it acts."""
        token = _token_in_force(secret)
        token.user.token_number = token.pk
        note_token_use(token, timezone.now())
        require_scope(token.scopes, self.scope)
        if (right := RIGHTS[self.scope]) is not None:
            require_right(token.user, right)
        _require_short(request)
        return token


def require_release_scope(request: HttpRequest, is_asked: bool) -> None:
    """Pass if nothing is to be made public, or the token of this request is for that as well."""
    if is_asked:
        require_scope(request.auth.scopes, Scope.RELEASES)  # type: ignore[attr-defined]


def client_of(request: HttpRequest) -> str:
    """The network address of the program that asks; "" where nothing credible says."""
    remote = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return client_address(remote, forwarded, settings.TRUSTED_PROXIES)


def _token_in_force(secret: str) -> ApiToken:
    token = token_of(secret)
    if token is None:
        raise _unknown(_("This token is not known here."), error="invalid_token")
    if token.revoked_at is not None:
        raise _unknown(_("This token was revoked."), error="invalid_token")
    if token.has_expired(timezone.localdate()):
        told = _("This token expired: its last day was %(day)s.")
        raise _unknown(told % {"day": token.expires_on.isoformat()}, error="invalid_token")
    if not token.user.is_active:
        raise _unknown(_("The account of this token is closed."), error="invalid_token")
    return token


def _unknown(detail: str, *, error: str = "") -> Problem:
    """401 with what RFC 6750 asks for: which kind of proof is wanted, and what was wrong."""
    challenge: dict[str, Any] = {"realm": "api"} | ({"error": error} if error else {})
    told = ", ".join(f'{name}="{value}"' for name, value in challenge.items())
    return Problem(401, "no-token", detail, headers={"WWW-Authenticate": f"Bearer {told}"})


def _require_short(request: HttpRequest) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LONGEST_BODY:
        told = _("At most %(most)s bytes at once. Send it in parts.") % {"most": LONGEST_BODY}
        raise Problem(413, "too-large", told)
