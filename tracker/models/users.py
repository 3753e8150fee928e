"""The people who work at the desk, and what their groups allow."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A row is one account at the desk. They are deactivated, never deleted: events name them.

    `language` is the one in which the desk was last read; letters to the account are in it.
    `token_number` is no column: the number of the ApiToken through which this account acts now.
    """

    language = models.CharField(_("language"), max_length=12, default="en")
    token_number: int | None = None

    class Meta:
        verbose_name = _("editor account")
        verbose_name_plural = _("editor accounts")
        permissions = [
            ("read_desk", _("Can read everything on the desk")),
            ("edit_record", _("Can record and change")),
            ("release_record", _("Can publish, decide and release")),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


def reads_desk(user: object) -> bool:
    """Whether this user may see what is not public; a stranger may not."""
    return isinstance(user, User) and user.is_active and user.has_perm("tracker.read_desk")
