"""Clocks: when each submission's are to be read next, and what was done when one ran out."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import ClockName, StepKind
from tracker.models.existence import ExistsByRow
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk

LATENESS = [StepKind.OVERDUE, StepKind.LONG_OVERDUE]
# Who has to act while a clock runs.
ISSUERS = [ClockName.ACKNOWLEDGING, ClockName.DECIDING]


class Watch(models.Model):
    """A row is when the clocks of one submission are to be read next; empty: not by themselves.

    It follows from events and from the day, and may be forgotten: it is built again.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="watch")
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(due_on__isnull=False), name="watch_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.due_on}"


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, user: object) -> StepQuerySet:
        """Everybody sees lateness that may be told; the desk sees every step."""
        if reads_desk(user):
            return self
        public = Submission.objects.public().filter(pk=OuterRef("submission"))
        return self.standing().filter(ExistsByRow(public), kind__in=LATENESS, is_public=True)

    def standing(self) -> StepQuerySet:
        """Lateness that is not refuted, and letters about a clock that still runs."""
        return self.filter(ended_at=None)

    def untold(self) -> StepQuerySet:
        """Those of which the editors still get a letter."""
        return self.filter(told_at=None)


class Step(models.Model):
    """A row is one step that was taken about one clock of one submission, once.

    `since` is the day on which the clock ran out: of lateness, the day it happened; of a reminder,
    the day from which it is counted, and `number` says which of them it was. `ended_at` is when
    the step no longer held: the record says now that it was not late, or the clock has stopped.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="steps")
    clock = models.CharField(_("clock"), max_length=16, choices=ClockName.choices)
    kind = models.CharField(_("step"), max_length=16, choices=StepKind.choices)
    since = models.DateField(_("since"))
    number = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    taken_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a clock")
        verbose_name_plural = _("steps of clocks")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at=None), name="step_untold"),
            models.Index(
                fields=["submission", "clock"],
                condition=Q(kind=StepKind.ESCALATED, ended_at=None),
                name="step_escalated",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "clock", "kind", "since", "number"],
                condition=Q(ended_at=None),
                name="step_once",
            )
        ]

    def __str__(self) -> str:
        clock, kind = ClockName(self.clock).label, StepKind(self.kind).label
        return f"{self.submission.reference}, {clock}: {kind}"
