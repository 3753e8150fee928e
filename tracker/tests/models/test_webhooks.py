"""What the worker asks of deliveries every second is answered by what is still to be sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from tracker.models import Delivery, Webhook
from tracker.tests.admin.multiplied import multiply
from tracker.tests.cast import Cast
from tracker.tests.webhooks import on_the_way, try_once

NOW = timezone.now()


@pytest.mark.parametrize(
    "asked, index",
    [
        (lambda one: Webhook.objects.due(NOW), "delivery_due"),
        (lambda one: Delivery.objects.due(NOW).filter(webhook=one)[:1], "delivery_due"),
        (lambda one: Delivery.objects.waiting_since(NOW).filter(webhook=one), "delivery_asked"),
        (lambda one: Delivery.objects.over_since(NOW)[:1000], "delivery_settled"),
        (lambda one: one.deliveries.order_by("-pk")[:50], "delivery_webhook"),
    ],
)
def test_many_that_are_over_are_not_looked_through(
    cast: Cast, asked: Callable[[Webhook], QuerySet[Delivery]], index: str
) -> None:
    over = try_once(on_the_way(cast).webhook)
    multiply(over, 3000, message_id=lambda n: f"msg_{n}", event=lambda n: None)
    other = Webhook.objects.get()
    multiply(other, 3)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    assert index in asked(other).explain()
