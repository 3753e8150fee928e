"""Editors' own rules about who may offer, and the attempts that limits are counted on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.choices import SenderField, Verdict
from tracker.models.records import Record


class SenderRule(Record):
    """A row is one rule: offers that match the pattern pass, are held, or are refused."""

    verdict = models.CharField(_("then"), max_length=8, choices=Verdict.choices)
    field = models.CharField(_("looks at"), max_length=16, choices=SenderField.choices)
    pattern = models.CharField(_("matches"), max_length=254)
    note = models.CharField(_("why"), max_length=300)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = _("rule about offers")
        verbose_name_plural = _("rules about offers")
        ordering = ["pk"]

    def __str__(self) -> str:
        # Events keep this as their label, so it names nobody.
        return f"{self.get_verdict_display()}: {self.get_field_display()} ({self.pk})"


class Attempt(models.Model):
    """A row is one try at a door that has limits; `key` is a keyed hash; kept for a day."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key", "at"], name="attempt_key")]

    def __str__(self) -> str:
        return self.key[:8]
