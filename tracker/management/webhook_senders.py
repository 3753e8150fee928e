"""Tells webhooks of events: beside the worker, as letters must not wait for slow receivers."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from threading import Event
from time import monotonic

from django.db import close_old_connections, connection
from django.utils import timezone

from tracker.actions.webhook_calls import call_webhook
from tracker.actions.webhook_deliveries import (
    give_up_old_deliveries,
    next_parcel,
    settle_delivery,
)
from tracker.actions.webhook_folding import fold_into_deliveries
from tracker.actions.webhooks import reach_of_site
from tracker.management.paces import Pace
from tracker.models import Webhook

EVERY_SECONDS = 1.0

logger = logging.getLogger(__name__)


class WebhookSender:
    """Sends one delivery after the other, in a thread; as many as you like may run at once."""

    def __init__(self, stopping: Event) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping, self.pace = stopping, Pace()

    def run(self) -> None:
        """Work until `stopping` is set; what is being sent is settled first."""
        while not self.stopping.is_set():
            try:
                self.round()
            except Exception:
                logger.exception("webhooks wait after an error")
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(EVERY_SECONDS)
        connection.close()  # this thread's own

    def round(self) -> None:
        """Note what webhooks are to be told of, then send all that is due.

        Each webhook gets one delivery in its turn: many for one do not hold up another.
        """
        while not self.stopping.is_set():
            fold_into_deliveries(timezone.now())
            due = list(Webhook.objects.due(timezone.now()))
            sent = [self.send(webhook) for webhook in due]
            if not any(sent):
                return

    def send(self, webhook: Webhook) -> bool:
        """Send one delivery to a webhook; False if there was none."""
        give_up_old_deliveries(webhook)
        parcel = None if self.stopping.is_set() else next_parcel(webhook, self.name)
        if parcel is None:
            return False
        began = monotonic()
        outcome = call_webhook(parcel.url, parcel.headers, parcel.body, reach=reach_of_site())
        worked = monotonic() - began
        settle_delivery(parcel.delivery, outcome, round(worked * 1000))
        # Never the address: it may hold a secret of the receiver's.
        logger.info("webhook %s: %s %s", webhook.pk, outcome.problem or "taken", outcome.code or "")
        self.stopping.wait(self.pace.rest(min(worked, EVERY_SECONDS)))
        return True
