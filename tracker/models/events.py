"""Events: the append-only account of what happened, from which everything derived is folded."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import EventKind, Origin
from tracker.models.checks import Check
from tracker.models.clocks import Step
from tracker.models.corrections import Correction
from tracker.models.existence import ExistsByRow
from tracker.models.replies import Reply
from tracker.models.signatories import Signatory
from tracker.models.statements import Statement
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk


@cache
def _subject_stays() -> Q:
    """What was released is told only while it can be read: it may have become void since.

    Lateness is told only while the record still says so.
    """
    rows = {
        "reply": Reply.objects.visible_to(None),
        "check": Check.objects.visible_to(None),
        "correction": Correction.objects.visible_to(None),
        "step": Step.objects.visible_to(None),
    }
    stays = ~Q(subject_type__in=rows)
    for name, visible in rows.items():
        stays |= Q(ExistsByRow(visible.filter(pk=OuterRef("subject_id"))), subject_type=name)
    return stays


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: object) -> EventQuerySet:
        """Everybody sees public events of what is public now; the desk sees all."""
        if reads_desk(user):
            return self
        stays = Q(submission=None) | Q(submission__is_public=True)
        # A test of each row, not a join: SQLite would walk statement by statement and then sort.
        published = Statement.objects.published().filter(pk=OuterRef("statement"))
        return self.filter(stays, _subject_stays(), ExistsByRow(published), is_public=True)

    def about(self, row: models.Model) -> EventQuerySet:
        """Every event whose subject is this row, oldest first."""
        return self.filter(subject_type=row._meta.model_name, subject_id=row.pk).order_by("pk")


class Event(models.Model):
    """A row is one fact: what an action did, when it was recorded, by whom, on what. Never changed.

    `by` is an account at the desk; without one, `origin` says through which door it came.

    `changes` holds {field: [old, new]}; `facts` what the words and the projections need besides.

    What the log says of it is fixed when it is recorded: `open_facts` in clear (None: nothing),
    `shown_facts` under a commitment that is opened for those it concerns, the rest under one that
    is not. Erasing a person empties what is committed to and `salt`; the commitments stay.
    """

    kind = models.CharField(_("what happened"), max_length=32, choices=EventKind.choices)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    origin = models.CharField(
        _("through"), max_length=16, choices=Origin.choices, default=Origin.DESK
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(_("on"), max_length=300)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="events")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="events")
    signatory = models.ForeignKey(Signatory, models.PROTECT, null=True, related_name="events")
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    is_public = models.BooleanField(_("is public"), default=False)
    open_facts = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    shown_facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    salt = models.BinaryField(default=bytes)
    shown_sha256 = models.CharField(max_length=64, default="")
    kept_sha256 = models.CharField(max_length=64, default="")
    erased_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(
                fields=["statement", "id"], condition=Q(is_public=True), name="event_statement"
            ),
            models.Index(fields=["kind", "id"], name="event_kind"),
            models.Index(fields=["recorded_at", "id"], name="event_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_label}"
