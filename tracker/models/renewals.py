"""Renewals: whether who endorsed an earlier wording was asked about a newer one, and the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.choices import Renewed
from tracker.models.revisions import Revision
from tracker.models.submissions import Submission


class Renewal(models.Model):
    """A row is one question to one submission: the newer wording, or the earlier one?

    `earlier` is the wording that the submission stood on then; it stays there unless the answer is
    “endorsed”. `asked_at` is empty where the answer came before the letter.
    """

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="renewals", verbose_name=_("submission")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="renewals", verbose_name=_("new wording")
    )
    earlier = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", verbose_name=_("earlier wording")
    )
    asked_at = models.DateTimeField(_("asked"), null=True)
    answer = models.CharField(_("answer"), max_length=16, choices=Renewed.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("question about a new wording")
        verbose_name_plural = _("questions about a new wording")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "revision"], name="renewal_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="renewal_answer_dated",
            ),
            models.CheckConstraint(
                condition=~Q(revision=F("earlier")), name="renewal_of_two_wordings"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.revision_id}"
