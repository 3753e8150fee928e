"""Letters: outgoing e-mails, from draft to delivery."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import EventKind, LetterKind, LetterState, Origin
from tracker.models.circulars import Circular
from tracker.models.events import Event
from tracker.models.replies import Reply
from tracker.models.submissions import Submission
from tracker.rules.letters import ABANDONED_AFTER, OVER, RECEIPT_WAITS, hide

# What a letter of the kind “receipt” is the receipt of.
RECEIVED = (EventKind.SUBMISSION_CONFIRMED, EventKind.RENEWAL_ANSWERED)


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime) -> LetterQuerySet:
        """Those that a worker may take, the longest waiting first.

        A receipt waits, for a short time, until what it is the receipt of is in the log.
        """
        unlogged = Event.objects.filter(
            subject_type="submission",
            subject_id=OuterRef("submission"),
            kind__in=RECEIVED,
            entry=None,
        )
        is_early = Q(kind=LetterKind.RECEIPT, queued_at__gt=now - RECEIPT_WAITS) & Exists(unlogged)
        waiting = self.filter(~is_early, state=LetterState.QUEUED, not_before__lte=now)
        return waiting.order_by("not_before", "pk")

    def abandoned(self, now: datetime) -> LetterQuerySet:
        """Claimed by a worker so long ago that it must have died."""
        return self.filter(state=LetterState.SENDING, claimed_at__lte=now - ABANDONED_AFTER)

    def waiting(self) -> LetterQuerySet:
        """What is still to go out."""
        return self.filter(state__in=[LetterState.DRAFTED, LetterState.QUEUED, LetterState.SENDING])

    def troubled(self) -> LetterQuerySet:
        """What somebody should look at."""
        return self.filter(state__in=[LetterState.FAILED, LetterState.UNKNOWN, LetterState.BOUNCED])

    def full_and_over(self, before: datetime) -> LetterQuerySet:
        """Those that nothing more happens to since then, with contact data still in them."""
        return self.filter(state__in=OVER, settled_at__lt=before, emptied_at=None)


class Letter(models.Model):
    """A row is one outgoing e-mail to one address. Contact data: shown at the desk only.

    `claimed_by` names the worker process that is sending it or did; `code` and `reason` are the
    mail server's last refusal, without addresses. `secrets` are hidden at the desk.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=12, default="en")
    to = models.CharField(_("to"), max_length=254, blank=True)
    reply_to = models.CharField(_("answers go to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    secrets = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    unsubscribe_url = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="letters", verbose_name=_("submission")
    )
    reply = models.ForeignKey(
        Reply,
        models.PROTECT,
        null=True,
        related_name="letters",
        verbose_name=_("reply"),
        help_text=_("What it tells of; public once it has gone out."),
    )
    circular = models.ForeignKey(
        Circular,
        models.PROTECT,
        null=True,
        related_name="letters",
        verbose_name=_("letter to signatories"),
    )
    state = models.CharField(_("state"), max_length=12, choices=LetterState.choices)
    not_before = models.DateTimeField(_("not before"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    claimed_by = models.CharField(max_length=120, blank=True)
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(_("since"), null=True)
    code = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    emptied_at = models.DateTimeField(_("contact data removed"), null=True)
    queued_at = models.DateTimeField(_("written"), default=timezone.now)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    origin = models.CharField(_("through"), max_length=16, choices=Origin.choices)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "not_before", "id"], name="letter_due"),
            models.Index(fields=["submission", "id"], name="letter_submission"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "to"],
                condition=Q(circular__isnull=False) & ~Q(to=""),
                name="letter_circular_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def shown_body(self) -> str:
        """The text as the desk may read it: secret links work only for whom they were made.

        In a site without a mail server, the desk is where letters are read.
        """
        return self.body if self.state == LetterState.KEPT else hide(self.secrets, self.body)
