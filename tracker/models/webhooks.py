"""Webhooks: addresses of the web that are told of public events, and each event's way there."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import DeliveryProblem, DeliveryState, WebhookState
from tracker.models.events import Event
from tracker.models.records import Record
from tracker.models.statements import Statement
from tracker.rules.deliveries import OPEN, OVER
from tracker.rules.webhook_addresses import LONGEST_URL


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def active(self) -> WebhookQuerySet:
        return self.filter(state=WebhookState.ACTIVE)

    def failing(self) -> WebhookQuerySet:
        """Those of which the last try failed, and something was given up already."""
        return self.active().exclude(given_up_at=None)

    def due(self, now: datetime) -> WebhookQuerySet:
        """Those that something may be sent to now, the one that had its turn longest ago first."""
        waiting = Delivery.objects.due(now).filter(webhook=OuterRef("pk"))
        ready = self.active().filter(Exists(waiting), rests_until__lte=now)
        return ready.order_by("tried_at", "pk")


class Webhook(Record):
    """A row is one address of the web that is told of public events. Shown at the desk only.

    `groups` are names of rules.event_words.GROUPS, empty for all public events; `since` is the
    number of the event after which it is told. A secret is made of the key of the site and a seed:
    `fingerprint` tells whether that key is still the same; the seed before signs until
    `earlier_until`. After failures the server rests until `rests_until`; `failures` counts those
    one after the other, `given_up_at` is when something was given up for the first time since it
    last took anything.
    """

    name = models.CharField(
        _("name"), max_length=200, help_text=_("Whose it is and what for; not public.")
    )
    url = models.CharField(
        _("address"),
        max_length=LONGEST_URL,
        help_text=_("Begins with https://. It is told by POST; no redirect is followed."),
    )
    groups = models.JSONField(_("only these events"), default=list, blank=True)
    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="webhooks",
        verbose_name=_("only this statement"),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=WebhookState.choices,
        default=WebhookState.ACTIVE,
        editable=False,
    )
    since = models.BigIntegerField(default=0, editable=False)
    seed = models.CharField(max_length=64, editable=False)
    fingerprint = models.CharField(max_length=16, editable=False)
    secret_made_at = models.DateTimeField(_("secret made"), editable=False)
    earlier_seed = models.CharField(max_length=64, blank=True, editable=False)
    earlier_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(default=timezone.now, editable=False)
    tried_at = models.DateTimeField(_("last tried"), default=timezone.now, editable=False)
    delivered_at = models.DateTimeField(_("last delivered"), null=True, editable=False)
    given_up_at = models.DateTimeField(null=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Those that a worker may take, the longest waiting first; also from one that died."""
        return self.filter(next_at__lte=now).order_by("next_at", "pk")

    def waiting_since(self, before: datetime) -> DeliveryQuerySet:
        """Those that were asked for by then and still wait for a try."""
        waiting = self.filter(state=DeliveryState.WAITING, next_at__isnull=False)
        return waiting.filter(asked_at__lte=before)

    def over_since(self, before: datetime) -> DeliveryQuerySet:
        """Those that nothing more happens to since then."""
        return self.filter(state__in=OVER, settled_at__lt=before).order_by("settled_at", "pk")


class Delivery(models.Model):
    """A row is one event's way to one webhook, over all tries; without an event it is a test.

    It holds nothing of the event: what is sent is read when it is sent, as everybody may read it
    then. `message_id` stays the same over all tries. `next_at` is empty when it is over; while it
    is being sent, it is when its worker is taken for dead. `problem` and `detail` are of the last
    try that failed, or why it is not sent; `code` is the last status that was answered, 0 if none.
    """

    webhook = models.ForeignKey(
        Webhook,
        models.CASCADE,
        db_index=False,  # by delivery_webhook
        related_name="deliveries",
        verbose_name=_("webhook"),
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, related_name="+", verbose_name=_("event")
    )
    message_id = models.CharField(_("webhook-id"), max_length=40, unique=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=DeliveryState.choices,
        default=DeliveryState.WAITING,
    )
    problem = models.CharField(
        _("what was wrong"), max_length=16, choices=DeliveryProblem.choices, blank=True
    )
    code = models.PositiveSmallIntegerField(_("answer"), default=0)
    detail = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    next_at = models.DateTimeField(_("next try"), null=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(_("since"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        # What is read often is small: what is still to be sent.
        indexes = [
            models.Index(
                fields=["webhook", "next_at", "id"],
                condition=Q(next_at__isnull=False),
                name="delivery_due",
            ),
            models.Index(
                fields=["webhook", "asked_at"],
                condition=Q(next_at__isnull=False),
                name="delivery_asked",
            ),
            models.Index(fields=["webhook", "id"], name="delivery_webhook"),
            models.Index(fields=["state", "id"], name="delivery_state"),
            models.Index(fields=["settled_at", "id"], name="delivery_settled"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event"],
                condition=Q(event__isnull=False),
                name="delivery_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, next_at__isnull=False)
                | Q(state__in=OVER, next_at__isnull=True),
                name="delivery_open_or_over",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def is_test(self) -> bool:
        return self.event_id is None

    @property
    def is_open(self) -> bool:
        return self.next_at is not None
