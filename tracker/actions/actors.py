"""From an account to what the rules need to know of whoever asks."""

from __future__ import annotations

from tracker.models import User
from tracker.rules.permissions import Actor, Right, require


def actor_of(user: User) -> Actor:
    """The account's number, name and rights as they are now; an inactive account has none."""
    rights = frozenset(right for right in Right if user.has_perm(f"tracker.{right}"))
    return Actor(user.pk, str(user), rights)


def require_right(user: User, right: Right) -> Actor:
    """The actor, if this account has the right; otherwise raises NotAllowed."""
    actor = actor_of(user)
    require(actor, right)
    return actor
