"""Erasures: what was emptied to a stub, when, on what ground, and how much that was."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import ErasedThing, ErasureGround
from tracker.models.signatories import Signatory
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: object) -> ErasureQuerySet:
        """Everybody sees those of what is public as a stub; the desk sees all."""
        if reads_desk(user):
            return self
        public = Submission.objects.public()
        own = public.filter(pk=OuterRef("submission"))
        whole = public.filter(signatory=OuterRef("signatory"), erased_at__isnull=False)
        return self.filter(Q(Exists(own)) | Q(Exists(whole), kind=ErasedThing.SIGNATORY))

    def of_submission(self, submission: Submission) -> ErasureQuerySet:
        """Those that emptied this submission, by itself or with its signatory; newest first."""
        whole = Q(kind=ErasedThing.SIGNATORY, signatory=submission.signatory_id)
        return self.filter(Q(submission=submission) | whole).order_by("-pk")

    def unfinished(self) -> ErasureQuerySet:
        """Those whose files are not all gone from the disk yet."""
        return self.filter(finished_at=None)


class Erasure(models.Model):
    """A row is the removal of one person's content; it holds nothing of what was removed.

    `submission` is the stub of a submission, `signatory` that of a signatory, which went with it or
    by itself. Without `by` whoever offered asked on its own page. `removed` counts by
    choices.ErasedContent. `files` names, below MEDIA_ROOT, what is to be taken from the disk; once
    that is done `finished_at` is set.
    """

    kind = models.CharField(_("what was erased"), max_length=16, choices=ErasedThing.choices)
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        null=True,
        related_name="erasures",
        verbose_name=_("submission"),
    )
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, null=True, related_name="erasures", verbose_name=_("signatory")
    )
    ground = models.CharField(_("ground"), max_length=16, choices=ErasureGround.choices)
    words = models.CharField(
        _("more about the ground"),
        max_length=300,
        blank=True,
        help_text=_(
            "Public, and kept for good: a file number or a date, never a name, an address or "
            "anything of what is erased."
        ),
    )
    asked_on = models.DateField(_("asked for on"))
    erased_at = models.DateTimeField(_("erased"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    removed = models.JSONField(_("removed"), default=dict)
    files = models.JSONField(default=list)
    finished_at = models.DateTimeField(_("files gone"), null=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at=None), name="erasure_unfinished")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ErasedThing.SUBMISSION, submission__isnull=False)
                | Q(kind=ErasedThing.SIGNATORY, submission=None, signatory__isnull=False),
                name="erasure_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_ground_display()} ({self.pk})"
