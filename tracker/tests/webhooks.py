"""Webhooks as an editor makes them, and events that are on the way to one."""

from __future__ import annotations

from threading import Event
from typing import Any

from django.utils import timezone

from tracker.actions.webhook_deliveries import next_parcel, settle_delivery
from tracker.actions.webhook_folding import fold_into_deliveries
from tracker.actions.webhooks import record_webhook
from tracker.choices import DeliveryState
from tracker.management.webhook_senders import WebhookSender
from tracker.models import Delivery, Webhook
from tracker.rules.deliveries import Tried
from tracker.tests.cast import Cast

URL = "https://hooks.example/undersigned"
TAKEN = Tried("", 200)


def a_webhook(cast: Cast, **values: Any) -> Webhook:
    """One that is told of everything, unless told otherwise."""
    cast.declaration  # noqa: B018 - what becomes public with it is no part of the test
    facts = {"name": "Rivers archive", "url": URL, "groups": [], "statement": None}
    return record_webhook(facts | values, by=cast.ben)


def folded() -> list[Delivery]:
    """What waits after the worker has looked at the events; its time has come."""
    fold_into_deliveries(timezone.now())
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING).order_by("pk")
    for delivery in waiting:
        delivery.next_at = timezone.now()
        delivery.save()
    return list(waiting.select_related("event"))


def kinds(deliveries: list[Delivery]) -> list[str]:
    """What they tell of, in order."""
    return [one.event.kind for one in deliveries if one.event]


def on_the_way(cast: Cast, **values: Any) -> Delivery:
    """One event that waits for one webhook."""
    a_webhook(cast, **values)
    cast.offered()
    (delivery,) = folded()
    return delivery


def try_once(webhook: Webhook, outcome: Tried = TAKEN) -> Delivery:
    """What a worker does with a delivery that is due, where the receiver does so."""
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=timezone.now())
    Delivery.objects.filter(state=DeliveryState.WAITING).update(next_at=timezone.now())
    parcel = next_parcel(webhook, "w")
    assert parcel is not None
    settle_delivery(parcel.delivery, outcome, 12)
    parcel.delivery.refresh_from_db()
    return parcel.delivery


def send_all() -> None:
    """Do what the worker does about webhooks."""
    WebhookSender(Event()).round()
