"""Tokens of the API: made at the desk, noted when used, revoked."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import actor_of, require_right
from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.changes import Values, fill, locked
from tracker.actions.editors import CHANGE_EDITORS
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import ApiToken, User
from tracker.proof.tokens import api_secret_sha256, new_api_secret
from tracker.rules.api_tokens import require_expiry, require_grantable
from tracker.rules.limits import Counted, over
from tracker.rules.permissions import Right
from tracker.rules.refusals import NotAllowed, Refused, TooMany

FIELDS = ("name", "scopes", "user", "expires_on")
ENDING = 4


class MadeToken(NamedTuple):
    """A new token, and its secret, which is shown once and not kept."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_api_token(values: Values, *, by: User) -> MadeToken:
    """Make a token: `name`, `scopes`, `expires_on`, and `user`, the account it acts for.

    Who may record makes them for their own account; for others only who may change accounts.
    Records api-token-made. Raises Refused for scopes that the account itself has no right for and
    for an end that is over or more than a year away.
    """
    require_right(by, Right.EDIT)
    secret = new_api_secret()
    token = ApiToken(
        sha256=api_secret_sha256(secret),
        ending=secret[-ENDING:],
        made_by=by,
        made_at=timezone.now(),
    )
    changes = fill(token, values, FIELDS)
    _require_own(token.user, by)
    actor = actor_of(token.user)
    require_grantable(token.scopes, actor.rights, name=actor.name)
    require_expiry(token.expires_on, today=timezone.localdate())
    token.full_clean(exclude=["used_on", "revoked_at"])
    token.save(force_insert=True)
    record_event(Happened(EventKind.API_TOKEN_MADE, token, changes=changes), by=by)
    return MadeToken(token, secret)


@transaction.atomic
def revoke_api_token(token: ApiToken, *, by: User) -> ApiToken:
    """End a token at once. Records api-token-revoked.

    Whoever may record may do this to any of them: one that has leaked cannot wait.
    """
    require_right(by, Right.EDIT)
    current = locked(token)
    if current.revoked_at is not None:
        raise Refused(_("This token is revoked already."))
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    changes = {"revoked_at": [None, current.revoked_at.isoformat()]}
    record_event(Happened(EventKind.API_TOKEN_REVOKED, current, changes=changes), by=by)
    return current


def note_token_use(token: ApiToken, now: datetime) -> None:
    """Count one request of a token, and note the day; written once a day. Leaves no event.

    Raises TooMany beyond the limit.
    """
    who = {Counted.WRITING: str(token.pk)}
    if over(counted_tries(who, now), hard=True):
        raise TooMany(_("This token was used very often within an hour. Go on later."))
    note_try(who, now)
    today = timezone.localdate(now)
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def _require_own(user: User, by: User) -> None:
    if user.pk != by.pk and not by.has_perm(CHANGE_EDITORS):
        raise NotAllowed(
            _("%(name)s may make tokens only for the own account. Nothing was changed.")
            % {"name": by}
        )
    if not user.is_active:
        raise Refused(_("This account may not sign in any more."), field="user")
