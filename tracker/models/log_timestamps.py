"""Time stamps that an outside authority gave checkpoints of the log (RFC 3161)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.log import LogCheckpoint


class LogTimestamp(models.Model):
    """A row is an authority's word, as it gave it, that a checkpoint existed at an instant."""

    checkpoint = models.ForeignKey(
        LogCheckpoint, models.PROTECT, related_name="timestamps", verbose_name=_("checkpoint")
    )
    authority = models.CharField(_("authority"), max_length=200)
    response = models.BinaryField()
    stamped_at = models.DateTimeField(_("stamped"))

    class Meta:
        verbose_name = _("time stamp")
        verbose_name_plural = _("time stamps")
        ordering = ["checkpoint", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "authority"], name="log_timestamp_once")
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.authority}"
