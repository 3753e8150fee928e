"""Checks: somebody looked for a reply or a listing on a day, and found nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from tracker.choices import Looked
from tracker.models.dates import day_field, edtf_field, words_field
from tracker.models.existence import ExistsByRow
from tracker.models.records import Releasable
from tracker.models.statements import Statement
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk
from tracker.rules.dates import StatedDate


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, user: object) -> CheckQuerySet:
        """Everybody sees released ones about a public submission; the desk sees all."""
        if reads_desk(user):
            return self
        public = Submission.objects.public().filter(checks=OuterRef("pk"))
        return self.released().filter(ExistsByRow(public))

    def released(self) -> CheckQuerySet:
        return self.filter(voided_at=None).exclude(released_at=None)

    def unreleased(self) -> CheckQuerySet:
        return self.filter(voided_at=None, released_at=None)


class Check(Releasable):
    """A row is one look, on one day, that found no reply to (or no listing of) some submissions."""

    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        related_name="checks",
        editable=False,
        verbose_name=_("statement"),
    )
    submissions = models.ManyToManyField(
        Submission, related_name="checks", verbose_name=_("submissions")
    )
    looked_for = models.CharField(
        _("looked for"), max_length=16, choices=Looked.choices, default=Looked.REPLY
    )
    dated = edtf_field(_("date"))
    dated_words = words_field()
    dated_earliest = day_field()
    dated_latest = day_field()
    by_whom = models.CharField(
        _("by"),
        max_length=200,
        help_text=_("Who looked, or says so: “the signatory's own account”."),
    )
    note = models.TextField(_("note"), blank=True, max_length=2000, help_text=_("Public."))

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["dated_latest", "pk"]
        indexes = [
            models.Index(fields=["statement", "looked_for", "dated_latest"], name="check_latest"),
            models.Index(fields=["statement", "id"], name="check_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.get_looked_for_display()}, {self.dated}"

    @property
    def stated(self) -> StatedDate:
        return StatedDate(self.dated, self.dated_earliest, self.dated_latest)
