"""Letter templates: an issuer's own words for a letter, instead of those in the code."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.records import Record


class LetterTemplate(Record):
    """A row is the wording of one kind of letter in one language; notify/wordings.py has the rest.

    `wording` is a key of notify.wordings.WORDINGS.
    """

    wording = models.CharField(_("letter"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=20_000)

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["wording", "language"]
        constraints = [
            models.UniqueConstraint(fields=["wording", "language"], name="letter_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.wording} ({self.language})"
