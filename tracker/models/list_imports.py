"""Long lists of signatories that a worker takes into the record for an editor."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import ImportState
from tracker.models.revisions import Revision
from tracker.rules.list_imports import AT_WORK


class ListImportQuerySet(models.QuerySet["ListImport"]):
    def open(self) -> ListImportQuerySet:
        """Those that a worker is at, or has still to begin."""
        return self.filter(state__in=AT_WORK)

    def claimable(self, now: datetime) -> ListImportQuerySet:
        """What a worker may take, the oldest first; also from one that must have died."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.open().filter(free).order_by("pk")


class ListImport(models.Model):
    """A row is a list too long to be taken in while an editor waits, and how far the worker is.

    What it records leaves its own events; row and file are only the work, and are forgotten.
    `terms` are those of actions.lists.Terms, `mapping` says which column (of `header`) holds what;
    `step` is what the worker does or did last, `done` of `count` how far that is. `errors` are the
    first lines that cannot be taken, as [line, text].
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="list_imports")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("file"), max_length=200)
    stored_name = models.CharField(max_length=120)
    size = models.BigIntegerField(_("size"))
    terms = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.UNREAD
    )
    step = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UNREAD)
    told = models.TextField(blank=True)
    errors = models.JSONField(default=list)
    error_count = models.BigIntegerField(default=0)
    row_count = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    submissions = models.BigIntegerField(default=0)
    signatories = models.BigIntegerField(default=0)
    already = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.CharField(max_length=120, blank=True)
    claimed_until = models.DateTimeField(null=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("long list")
        verbose_name_plural = _("long lists")
        indexes = [models.Index(fields=["state", "id"], name="list_import_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def count(self) -> int:
        """How many signatories stand on it; 0 until it was read."""
        return self.known + self.new

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK
