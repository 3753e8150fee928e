"""Circulars: one letter to everybody who signed a statement and agreed to be told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.choices import CircularState
from tracker.models.records import Record
from tracker.models.statements import Statement


class Circular(Record):
    """A row is one letter to many, from draft to the last of them. Shown at the desk only.

    `written_by` changed the text last: somebody else reviews it. At its release, those who agreed
    are counted (`recipients`), the last of them is `last_contact`; then letters are written in the
    order of contacts, so far for those up to `told_until`, `told` letters in all.
    """

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="circulars", verbose_name=_("statement")
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=20_000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("text by"),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=CircularState.choices,
        default=CircularState.DRAFTED,
        editable=False,
        db_index=True,
    )
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("released by"),
    )
    settled_at = models.DateTimeField(_("since"), null=True, editable=False)
    recipients = models.PositiveIntegerField(_("recipients"), default=0, editable=False)
    told = models.PositiveIntegerField(_("letters written"), default=0, editable=False)
    told_until = models.BigIntegerField(default=0, editable=False)
    last_contact = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("letter to signatories")
        verbose_name_plural = _("letters to signatories")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
