"""From public events to deliveries: a projection that gives each event to each webhook once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.actions.projections import settled_event
from tracker.choices import DeliveryState
from tracker.models import Delivery, Event, Projection, Webhook
from tracker.proof.tokens import new_token
from tracker.rules.deliveries import FIRST, wants

NAME = "webhooks"
BATCH = 500  # events at a time
FORGOTTEN_AT_ONCE = 1000


def fold_into_deliveries(now: datetime) -> int:
    """Note for each webhook which public events it is to be told of; returns how many deliveries.

    Each event is looked at once: how far that is and the deliveries are stored together. Leaves no
    event, since deliveries follow from events.
    """
    made = 0
    start = Projection.objects.get_or_create(name=NAME)[0].position
    while Event.objects.filter(pk__gt=start).exists():
        # Before the webhooks are read: whoever is told of an event up to this one is there by now.
        last = settled_event()
        if last <= start:
            return made
        folded = _fold_batch(start, last, now)
        if folded is None:
            return made
        made, start = made + folded[0], folded[1]
    return made


def forget_old_deliveries() -> int:
    """Forget deliveries that were over WEBHOOK_DAYS ago; returns how many, a batch at most.

    Leaves no event: they say nothing of the record.
    """
    before = timezone.now() - timedelta(days=settings.WEBHOOK_DAYS)
    old = list(Delivery.objects.over_since(before).values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    return Delivery.objects.filter(pk__in=old).delete()[0] if old else 0


def new_delivery(webhook: Webhook, event: int | None, next_at: datetime, now: datetime) -> Delivery:
    """A delivery of the event with this number, or of a test; not stored yet."""
    return Delivery(
        webhook=webhook,
        event_id=event,
        message_id=f"msg_{new_token()}",
        state=DeliveryState.WAITING,
        asked_at=now,
        next_at=next_at,
    )


@transaction.atomic
def _fold_batch(start: int, last: int, now: datetime) -> tuple[int, int] | None:
    """How many deliveries were made, and up to which event; None if another worker is at it."""
    positions = Projection.objects.select_for_update(skip_locked=True)
    position = positions.filter(name=NAME, position=start).first()
    if position is None:
        return None
    webhooks = list(Webhook.objects.active())
    # Nobody is told of what was before a webhook: without one, all of it is passed over.
    events = _between(start, last) if webhooks else []
    made = [
        new_delivery(webhook, event.pk, now + FIRST, now)
        for event in _public(events)
        for webhook in webhooks
        if _is_for(webhook, event)
    ]
    Delivery.objects.bulk_create(made, batch_size=BATCH)
    position.position = events[-1] if len(events) == BATCH else last
    position.save(update_fields=["position"])
    return len(made), position.position


def _between(start: int, last: int) -> list[int]:
    events = Event.objects.filter(pk__gt=start, pk__lte=last).order_by("pk")
    return list(events.values_list("pk", flat=True)[:BATCH])


def _public(numbers: list[int]) -> Iterable[Event]:
    """Those among these that strangers may read, in order."""
    if not numbers:
        return []
    public = Event.objects.visible_to(None).filter(pk__gte=numbers[0], pk__lte=numbers[-1])
    return public.order_by("pk").only("pk", "kind", "statement")


def _is_for(webhook: Webhook, event: Event) -> bool:
    is_about = webhook.statement_id in (None, event.statement_id)
    return event.pk > webhook.since and is_about and wants(event.kind, webhook.groups)
