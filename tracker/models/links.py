"""Secret links given to the other side and to followers, kept only as a hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.choices import LinkPurpose, Party
from tracker.models.follows import Follow
from tracker.models.submissions import Submission


class Link(models.Model):
    """A row is one secret link: what it opens, for which submissions, until when.

    `token_sha256` is the hexadecimal SHA-256 of the token in the address; the token is not kept.
    That of a follow stays after it, without it: then `revoked_at` says that it was stopped.
    """

    purpose = models.CharField(max_length=16, choices=LinkPurpose.choices)
    token_sha256 = models.CharField(max_length=64, unique=True)
    submissions = models.ManyToManyField(Submission, related_name="links")
    follow = models.ForeignKey(Follow, models.CASCADE, null=True, related_name="links")
    party = models.CharField(max_length=16, choices=Party.choices, blank=True)
    label = models.CharField(
        _("for"), max_length=200, blank=True, help_text=_("Who it was given to; not public.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["purpose", "expires_at"], name="link_expiry")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"
