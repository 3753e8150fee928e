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


# Either of them holds only what is still to be sent.
OPEN = ("delivery_due", "delivery_asked")


@pytest.mark.parametrize(
    "asked, indexes",
    [
        (lambda one: Webhook.objects.due(NOW), OPEN),
        (lambda one: Delivery.objects.due(NOW).filter(webhook=one)[:1], OPEN),
        (lambda one: Delivery.objects.waiting_since(NOW).filter(webhook=one), OPEN),
        (lambda one: Delivery.objects.over_since(NOW)[:1000], ("delivery_settled",)),
        (lambda one: one.deliveries.order_by("-pk")[:50], ("delivery_webhook",)),
    ],
)
def test_many_that_are_over_are_not_looked_through(
    cast: Cast, asked: Callable[[Webhook], QuerySet[Delivery]], indexes: tuple[str, ...]
) -> None:
    over = try_once(on_the_way(cast).webhook)
    multiply(over, 3000, message_id=lambda n: f"msg_{n}", event=lambda n: None)
    other = multiply(Webhook.objects.get(), 3)[0]
    with connection.cursor() as cursor:
        for table in ("tracker_delivery", "tracker_webhook"):
            cursor.execute(f"ANALYZE {table}")

    plan = asked(other).explain()

    assert [index for index in indexes if index in plan]
