"""What each scope of a token asks of the account it acts for, and how long a token may last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tracker.choices import Scope
from tracker.rules.permissions import Right
from tracker.rules.refusals import NotAllowed, Refused

LONGEST = timedelta(days=366)
# The public form asks nobody for an account, so passing on what was typed asks for no right.
RIGHTS: dict[Scope, Right | None] = {
    Scope.OFFERS: Right.EDIT,
    Scope.REPLIES: Right.EDIT,
    Scope.CHECKS: Right.EDIT,
    Scope.LISTINGS: Right.EDIT,
    Scope.RELEASES: Right.RELEASE,
    Scope.HOSTED_OFFERS: None,
}


class OutOfScope(NotAllowed):
    """The token is not for this; `scope` is what it lacks."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__(
            _("This token lacks the scope “%(scope)s”. Ask whoever made it for one that has it.")
            % {"scope": scope.value}
        )


def require_scope(scopes: Collection[str], wanted: Scope) -> None:
    """Pass if a token with these scopes may do this; otherwise raise OutOfScope."""
    if wanted not in scopes:
        raise OutOfScope(wanted)


def require_grantable(scopes: Iterable[str], rights: Collection[Right], *, name: str) -> None:
    """Pass if these are scopes, at least one, and an account with these rights may do them all.

    `name` is the account's, for the words of Refused.
    """
    wanted = list(scopes)
    if not wanted or not set(wanted) <= set(Scope.values):
        raise Refused(_("Choose what the token is for."), field="scopes")
    for scope in map(Scope, wanted):
        if (right := RIGHTS[scope]) is not None and right not in rights:
            raise Refused(
                _("%(name)s may not do this itself: %(what)s. A token never may do more.")
                % {"name": name, "what": scope.label},
                field="scopes",
            )


def require_expiry(expires_on: date | None, *, today: date) -> None:
    """Pass if a token ends on a day from today on and within a year; otherwise raise Refused."""
    if expires_on is None or not today <= expires_on <= today + LONGEST:
        raise Refused(
            _("Say on which day it ends: from today on, and within a year."), field="expires_on"
        )
