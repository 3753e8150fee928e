"""One call of every action on webhooks, by editors and by the clock."""

from __future__ import annotations

from datetime import timedelta

from tracker.actions import webhook_deliveries, webhooks
from tracker.actions.webhook_parcels import Parcel
from tracker.choices import DeliveryProblem, Origin
from tracker.choices import EventKind as Kind
from tracker.models import Delivery, Webhook
from tracker.rules.deliveries import BACK_OFF, OLDEST, Tried
from tracker.tests.actions.calls import Action, Call, Outside, releasing
from tracker.tests.cast import Cast
from tracker.tests.webhooks import URL, a_webhook, on_the_way, try_once


def paused(cast: Cast) -> Webhook:
    return webhooks.pause_webhook(a_webhook(cast), by=cast.ben)


def delivered(cast: Cast) -> Delivery:
    return try_once(on_the_way(cast).webhook)


def last_try(cast: Cast) -> Parcel:
    """What a worker has taken for the last time; somebody at the desk is to be told of it."""
    webhook = on_the_way(cast).webhook
    Delivery.objects.update(tries=len(BACK_OFF))
    parcel = webhook_deliveries.next_parcel(webhook, "w")
    assert parcel is not None
    return parcel


def of_another_key(cast: Cast) -> Webhook:
    """Whose secret cannot be made any more, and of which something is tried for the last time."""
    webhook = on_the_way(cast).webhook
    Webhook.objects.update(fingerprint="of another key")
    Delivery.objects.update(tries=len(BACK_OFF))
    return webhook


def too_old(cast: Cast) -> Webhook:
    delivery = on_the_way(cast)
    Delivery.objects.update(asked_at=delivery.asked_at - OLDEST - timedelta(seconds=1))
    return delivery.webhook


ON_WEBHOOKS: dict[Action, Call] = {
    webhooks.record_webhook: releasing(
        Kind.WEBHOOK_MADE,
        lambda cast: {"name": "Rivers archive", "url": URL},
        lambda it, by: webhooks.record_webhook(it, by=by),
    ),
    webhooks.change_webhook: releasing(
        Kind.WEBHOOK_CHANGED,
        a_webhook,
        lambda it, by: webhooks.change_webhook(it, {"name": "Archive"}, by=by),
    ),
    webhooks.pause_webhook: releasing(
        Kind.WEBHOOK_PAUSED, a_webhook, lambda it, by: webhooks.pause_webhook(it, by=by)
    ),
    webhooks.resume_webhook: releasing(
        Kind.WEBHOOK_RESUMED, paused, lambda it, by: webhooks.resume_webhook(it, by=by)
    ),
    webhooks.end_webhook: releasing(
        Kind.WEBHOOK_ENDED, a_webhook, lambda it, by: webhooks.end_webhook(it, by=by)
    ),
    webhooks.renew_webhook_secret: releasing(
        Kind.WEBHOOK_SECRET_MADE,
        a_webhook,
        lambda it, by: webhooks.renew_webhook_secret(it, by=by),
    ),
    webhooks.try_webhook: releasing(
        Kind.WEBHOOK_TESTED, a_webhook, lambda it, by: webhooks.try_webhook(it, by=by)
    ),
    webhooks.repeat_delivery: releasing(
        Kind.DELIVERY_REPEATED, delivered, lambda it, by: webhooks.repeat_delivery(it, by=by)
    ),
}


def settled(kind: Kind, outcome: Tried) -> tuple[Action, Outside]:
    settle = lambda it: webhook_deliveries.settle_delivery(it.delivery, outcome)  # noqa: E731
    kinds = [kind, Kind.LETTER_QUEUED]
    return webhook_deliveries.settle_delivery, Outside(last_try, settle, kinds, Origin.CLOCK)


WEBHOOKS_BY_CLOCK: list[tuple[Action, Outside]] = [
    settled(Kind.WEBHOOK_FAILED, Tried(DeliveryProblem.UNWILLING, 500)),
    settled(Kind.WEBHOOK_ENDED, Tried(DeliveryProblem.GONE, 410)),
    (
        webhook_deliveries.next_parcel,
        Outside(
            of_another_key,
            lambda it: webhook_deliveries.next_parcel(it, "w"),
            [Kind.WEBHOOK_FAILED, Kind.LETTER_QUEUED],
            Origin.CLOCK,
        ),
    ),
    (
        webhook_deliveries.give_up_old_deliveries,
        Outside(
            too_old,
            webhook_deliveries.give_up_old_deliveries,
            [Kind.WEBHOOK_FAILED, Kind.LETTER_QUEUED],
            Origin.CLOCK,
        ),
    ),
]
