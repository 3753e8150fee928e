"""Replies: messages after a submission, by the issuer or by the signatory."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from tracker.choices import Channel, Party, ReplyKind
from tracker.models.dates import day_field, edtf_field, words_field
from tracker.models.existence import ExistsByRow
from tracker.models.records import Releasable
from tracker.models.statements import Statement
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk
from tracker.rules.dates import StatedDate


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: object) -> ReplyQuerySet:
        """Everybody sees released ones about a public submission; the desk sees all."""
        if reads_desk(user):
            return self
        public = Submission.objects.public().filter(replies=OuterRef("pk"))
        return self.released().filter(ExistsByRow(public))

    def released(self) -> ReplyQuerySet:
        return self.filter(voided_at=None).exclude(released_at=None)

    def unreleased(self) -> ReplyQuerySet:
        return self.filter(voided_at=None, released_at=None)


class Reply(Releasable):
    """A row is one message after one or more submissions to the same statement."""

    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        related_name="replies",
        editable=False,
        verbose_name=_("statement"),
    )
    submissions = models.ManyToManyField(
        Submission, related_name="replies", verbose_name=_("submissions")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ReplyKind.choices)
    speaker = models.CharField(
        _("by"),
        max_length=16,
        choices=[choice for choice in Party.choices if choice[0] != Party.NOBODY],
    )
    dated = edtf_field(_("date"))
    dated_words = words_field()
    dated_earliest = day_field()
    dated_latest = day_field()
    received_at = models.DateTimeField(_("received"), null=True, editable=False)
    channel = models.CharField(
        _("channel"), max_length=16, choices=Channel.choices, default=Channel.UNKNOWN
    )
    text = models.TextField(_("text or summary"), blank=True, max_length=50_000)
    is_summary = models.BooleanField(_("summary"), default=True)
    promised_on = models.DateField(
        _("promised date"),
        null=True,
        blank=True,
        help_text=_("The day by which a decision was promised; empty: no date given."),
    )
    disputes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disputed_by",
        verbose_name=_("disputes this reply"),
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["dated_latest", "dated_earliest", "pk"]
        indexes = [
            models.Index(fields=["statement", "dated_latest", "id"], name="reply_order"),
            models.Index(fields=["released_at", "id"], name="reply_unreleased"),
            models.Index(fields=["statement", "id"], name="reply_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.dated}"

    @property
    def stated(self) -> StatedDate:
        return StatedDate(self.dated, self.dated_earliest, self.dated_latest)
