"""The log: every event as one leaf of a Merkle tree (RFC 6962), its tiles, checkpoints and keys."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.models.events import Event

HASH_BYTES = 32
TILE_HASHES = 256


class LogEntry(models.Model):
    """A row is one leaf: the bytes of one event as hashed, and their place. Never changed.

    The database itself refuses to change or remove it, and the event behind it.
    """

    index = models.BigIntegerField(pgettext_lazy("in the log", "place"), primary_key=True)
    event = models.OneToOneField(
        Event, models.PROTECT, related_name="entry", verbose_name=_("event")
    )
    leaf = models.BinaryField()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["index"]

    def __str__(self) -> str:
        return str(self.index)


class LogTile(models.Model):
    """A row holds up to 256 hashes of one level of the tree, side by side (C2SP tlog-tiles).

    `data` only grows at its end: what was served as a part of a tile stays its beginning.
    """

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="log_tile_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class LogCheckpoint(models.Model):
    """A row is the tree at one size as a signed note (C2SP tlog-checkpoint). Never changed."""

    size = models.BigIntegerField(_("entries"), primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["size"]

    def __str__(self) -> str:
        return str(self.size)


class LogKeyQuerySet(models.QuerySet["LogKey"]):
    def signing(self) -> LogKeyQuerySet:
        """Those that checkpoints are signed with now."""
        return self.filter(ended_at=None)


class LogKey(models.Model):
    """A row is the public half of a key that signs checkpoints, published also after its end.

    `since` is the number of entries there were when it began. The private half is only in a file.
    """

    name = models.CharField(_("name"), max_length=200)
    public = models.BinaryField(unique=True)
    since = models.BigIntegerField(_("since entry"), default=0)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = LogKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of the log")
        verbose_name_plural = _("keys of the log")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name
