"""Notes: what editors tell each other about a record; never public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.records import Record
from tracker.models.subjects import AboutOne, exactly_one_subject


class Note(AboutOne, Record):
    """A row is one internal remark on one record."""

    text = models.TextField(_("internal note"), max_length=5000)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["pk"]
        constraints = [exactly_one_subject("note_about_one")]

    def __str__(self) -> str:
        return self.text[:60]
