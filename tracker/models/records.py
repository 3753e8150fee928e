"""Columns of every row that an editor typed: who recorded it, when, which version, released."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import VoidReason


class Record(models.Model):
    """A row an editor typed. `version` grows with each change, so that a second editor is told.

    `recorded_by` is empty for what came by the public form, a personal link or mail.
    """

    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Releasable(Record):
    """A record that is public only once released, and no longer once void."""

    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("released by"),
    )
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True, editable=False)
    void_reason = models.CharField(
        _("reason for voiding"),
        max_length=16,
        choices=VoidReason.choices,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def is_released(self) -> bool:
        return self.released_at is not None and self.voided_at is None
