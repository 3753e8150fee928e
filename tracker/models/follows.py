"""Follows: who wants to be told by e-mail of what happens, without an account."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import Frequency
from tracker.models.signatories import Signatory
from tracker.models.statements import Statement
from tracker.models.submissions import Submission

SUBJECTS = ("statement", "signatory", "submission")


class FollowQuerySet(models.QuerySet["Follow"]):
    def confirmed(self) -> FollowQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def due(self, now: datetime) -> FollowQuerySet:
        """Those for whom something is new and the time has come, the longest waiting first."""
        return self.filter(has_news=True, next_at__lte=now).order_by("next_at", "pk")

    def never_confirmed(self, asked_before: datetime) -> FollowQuerySet:
        """Asked for before then, and nobody pressed the button."""
        return self.filter(confirmed_at=None, made_at__lt=asked_before).order_by("made_at", "pk")


class Follow(models.Model):
    """A row is one address that follows one statement, signatory or submission.

    `made_at` is when it was asked for last. `told_until` is the number of the last event it was
    told of; `has_news`: there may be newer ones; it is told of them no sooner than `next_at`.
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
    has_news = models.BooleanField(default=False)
    next_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

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
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "email_folded"],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"follow_{name}_once",
                )
                for name in SUBJECTS
            ),
        ]
        # What is read often is small: who is to be told, who is not yet, and who never confirmed.
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(has_news=True), name="follow_due"),
            models.Index(
                fields=["made_at", "id"],
                condition=Q(confirmed_at__isnull=True),
                name="follow_unconfirmed",
            ),
            *(
                models.Index(
                    fields=[name, "told_until"],
                    condition=Q(
                        has_news=False, confirmed_at__isnull=False, **{f"{name}__isnull": False}
                    ),
                    name=f"follow_{name}_quiet",
                )
                for name in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def about(self) -> str:
        """Which kind of row is followed: one of SUBJECTS."""
        return next(name for name in SUBJECTS if getattr(self, f"{name}_id"))

    @property
    def subject(self) -> Statement | Signatory | Submission:
        """The row that is followed."""
        row: Statement | Signatory | Submission = getattr(self, self.about)
        return row
