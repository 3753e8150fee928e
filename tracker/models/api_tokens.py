"""Tokens by which other programs write through the API, kept only as a hash."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A row is one token: what it is for, whose rights it has, and until when.

    It never may do more than the account it acts for. `scopes` holds values of choices.Scope;
    `ending` is the last letters of the secret, by which somebody who has it finds the row.
    """

    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("What uses it, so that you know it again; not public."),
    )
    sha256 = models.CharField(max_length=64, unique=True)
    ending = models.CharField(_("ends with"), max_length=8)
    scopes = models.JSONField(_("for"), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("acts for")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    expires_on = models.DateField(_("last day"))
    used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-pk"]

    def __str__(self) -> str:
        # Events keep this as their label.
        return f"{self.name} (…{self.ending})"

    def has_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return today > self.expires_on
