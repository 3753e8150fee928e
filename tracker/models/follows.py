"""Follows: who wants to be told by e-mail of what happens, without an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.choices import Frequency
from tracker.models.signatories import Signatory
from tracker.models.statements import Statement
from tracker.models.submissions import Submission


class Follow(models.Model):
    """A row is one address that follows one statement, signatory or submission.

    `told_until` is the number of the last event it was told of.
    """

    email = models.EmailField(_("e-mail"), max_length=254)
    email_folded = models.CharField(max_length=254, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    frequency = models.CharField(
        _("how often"), max_length=16, choices=Frequency.choices, default=Frequency.AT_ONCE
    )
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="follows")
    signatory = models.ForeignKey(Signatory, models.CASCADE, null=True, related_name="follows")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="follows")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_until = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, signatory=None, submission=None)
                | Q(statement=None, signatory__isnull=False, submission=None)
                | Q(statement=None, signatory=None, submission__isnull=False),
                name="follow_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
