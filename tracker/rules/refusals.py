"""What an action says when it will not do something: what happened, what was kept, what to do."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError


class Refused(ValidationError):
    """The action changed nothing; the message is for the person who asked.

    With `field`, the message belongs to that field of the form.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__({field: [message]} if field else message)


class Conflict(Refused):
    """Somebody else changed the row since this person opened it; nothing was overwritten."""


class TooMany(Refused):
    """Somebody tried too often; nothing was changed, and later it works again."""


class Blocked(Refused):
    """A rule of the editors keeps out whoever asked: no letters go there either."""


class NotAllowed(PermissionDenied):
    """This account's groups do not allow the action; nothing was changed."""
