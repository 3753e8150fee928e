"""Sources: the evidence for a fact."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.records import Record
from tracker.models.subjects import AboutOne, exactly_one_subject


class Source(AboutOne, Record):
    """A row is one piece of evidence for one fact: a page, or a file with its SHA-256 (hex)."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=1000, blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    quotation = models.TextField(_("quotation"), blank=True, max_length=2000)
    file = models.FileField(_("file"), upload_to="sources/%Y/%m", blank=True, max_length=300)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    file_type = models.CharField(max_length=100, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            exactly_one_subject("source_about_one"),
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(file="") | ~Q(quotation=""), name="source_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.title
