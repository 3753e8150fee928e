"""Corrections: public notes saying what was wrong, what it says now, why and since when."""

from __future__ import annotations

from functools import cache

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tracker.choices import Stage
from tracker.models.checks import Check
from tracker.models.existence import ExistsByRow
from tracker.models.records import Releasable
from tracker.models.replies import Reply
from tracker.models.signatories import Signatory
from tracker.models.subjects import AboutOne, exactly_one_subject
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk


@cache
def _about_public() -> Q:
    """About something that everybody may read itself; of a membership, both sides."""
    signatories = Signatory.objects.visible_to(None)
    both = ExistsByRow(signatories.filter(pk=OuterRef("membership__member"))) & ExistsByRow(
        signatories.filter(pk=OuterRef("membership__network"))
    )
    return (
        Q(statement__stage=Stage.PUBLISHED)
        | Q(ExistsByRow(signatories.filter(pk=OuterRef("signatory"))))
        | Q(both)
        | Q(ExistsByRow(Submission.objects.public().filter(pk=OuterRef("submission"))))
        | Q(ExistsByRow(Reply.objects.visible_to(None).filter(pk=OuterRef("reply"))))
        | Q(ExistsByRow(Check.objects.visible_to(None).filter(pk=OuterRef("check_made"))))
    )


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: object) -> CorrectionQuerySet:
        """Everybody sees released ones about what is public; the desk sees all."""
        return self if reads_desk(user) else self.released().filter(_about_public())

    def released(self) -> CorrectionQuerySet:
        return self.filter(voided_at=None).exclude(released_at=None)

    def unreleased(self) -> CorrectionQuerySet:
        return self.filter(voided_at=None, released_at=None)


class Correction(AboutOne, Releasable):
    """A row is one public note on one fact that the record had wrong."""

    what = models.CharField(_("which fact"), max_length=400)
    was = models.TextField(_("it said"), max_length=60_000)
    now = models.TextField(_("it says now"), max_length=60_000)
    why = models.TextField(_("why"), max_length=2000)
    since = models.DateField(_("since"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["since", "id"], name="correction_order")]
        constraints = [exactly_one_subject("correction_about_one")]

    def __str__(self) -> str:
        """Without what could show a name that is withheld: events are labelled with this."""
        if self.submission_id or self.reply_id or self.check_made_id:
            return str(self._meta.verbose_name)
        return f"{self.what}: {self.now}"
