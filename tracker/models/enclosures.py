"""Enclosures: files that came with a message on the submitter's own page."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.models.replies import Reply
from tracker.models.users import reads_desk


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    def visible_to(self, user: object) -> EnclosureQuerySet:
        """Never public by itself: what shall be evidence, an editor adds as a source."""
        return self if reads_desk(user) else self.none()


class Enclosure(models.Model):
    """A row is one file with one message: its type as its bytes say, and its SHA-256 (hex)."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="enclosures")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(_("file"), max_length=200)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("enclosed file")
        verbose_name_plural = _("enclosed files")
        ordering = ["pk"]

    def __str__(self) -> str:
        # Events keep this as their label, so it does not say how the file was called.
        return f"{self._meta.verbose_name} {self.pk}"
