"""Sending what waits for webhooks, at least once although workers die, and what comes of it."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tracker.actions.changes import locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letters import queue_letters
from tracker.actions.webhook_parcels import NotSent, Parcel, packed
from tracker.choices import DeliveryProblem, DeliveryState, EventKind, Origin, WebhookState
from tracker.models import Delivery, User, Webhook
from tracker.notify.webhooks import webhook_ended_letter, webhook_failing_letter
from tracker.rules.deliveries import LEASE, OLDEST, Tried, failed, next_try, rest_after
from tracker.rules.permissions import Right


def next_parcel(webhook: Webhook, worker: str) -> Parcel | None:
    """Take what has been due longest for this webhook, as this worker; None if nothing is.

    What is not public any more is dropped on the way. The claim is committed before anything is
    sent: of a worker that dies in between nobody knows whether it was, so another sends it again,
    under the same webhook-id.
    """
    while (delivery := _claimed(webhook, worker)) is not None:
        try:
            return packed(delivery, timezone.now())
        except NotSent as reason:
            if reason.problem != DeliveryProblem.WITHDRAWN:
                settle_delivery(delivery, failed(reason.problem))
                return None
            _drop(Delivery.objects.filter(pk=delivery.pk), reason.problem, timezone.now())
    return None


@transaction.atomic
def settle_delivery(delivery: Delivery, outcome: Tried, milliseconds: int = 0) -> None:
    """Note how a try ended: delivered, to be tried again, or given up.

    Of a receiver that is gone (410), records webhook-ended. The first that is given up since the
    receiver took anything records webhook-failed. The desk is told of either: records
    letter-queued for each letter.
    """
    webhook, now = locked(delivery.webhook), timezone.now()
    current = _held(delivery)
    if current is None:
        return  # taken for dead, and another worker has it; or the webhook was ended
    current.code, current.detail = outcome.code, outcome.detail
    current.problem, current.milliseconds = outcome.problem, milliseconds
    pause = next_try(current.tries, secrets.randbelow(1000) / 1000)
    if not outcome.problem:
        _settle(current, DeliveryState.DELIVERED, now)
        _note_success(webhook, now)
    elif outcome.problem == DeliveryProblem.GONE:
        _settle(current, DeliveryState.GIVEN_UP, now)
        _end(webhook, now)
    elif pause is None:
        _settle(current, DeliveryState.GIVEN_UP, now)
        _note_failure(webhook, now)
        _note_given_up(webhook, now)
    else:
        _settle(current, DeliveryState.WAITING, now, next_at=now + pause)
        _note_failure(webhook, now)


@transaction.atomic
def give_up_old_deliveries(webhook: Webhook) -> int:
    """Give up what waited too long behind others to be sent; returns how many.

    If that is the first since the receiver took anything, records webhook-failed, and letter-queued
    for each letter to the desk.
    """
    now = timezone.now()
    if not _old(webhook, now).exists():
        return 0
    current = locked(webhook)
    number = _old(current, now).update(
        state=DeliveryState.GIVEN_UP,
        problem=DeliveryProblem.TOO_OLD,
        next_at=None,
        settled_at=now,
    )
    _note_given_up(current, now)
    return number


def drop_deliveries(webhook: Webhook, now: datetime) -> None:
    """Send nothing more of what waits for a webhook: a part of the action that ends it."""
    waiting = Delivery.objects.filter(webhook=webhook, next_at__isnull=False)
    _drop(waiting, DeliveryProblem.ENDED, now)


# Durable: within somebody else's transaction the claim would not be there for other workers.
@transaction.atomic(durable=True)
def _claimed(webhook: Webhook, worker: str) -> Delivery | None:
    now = timezone.now()
    current = Webhook.objects.active().filter(pk=webhook.pk).first()
    due = Delivery.objects.due(now).filter(webhook=current)
    delivery = due.select_for_update(skip_locked=True).first()
    if current is None or delivery is None:
        return None
    delivery.state, delivery.claimed_by = DeliveryState.SENDING, worker
    delivery.tries, delivery.next_at = delivery.tries + 1, now + LEASE
    delivery.save(update_fields=["state", "claimed_by", "tries", "next_at"])
    delivery.webhook = current
    return delivery


def _held(delivery: Delivery) -> Delivery | None:
    """The row as it is now, locked; None if it is not this worker's any more."""
    mine = Delivery.objects.filter(
        pk=delivery.pk,
        state=DeliveryState.SENDING,
        claimed_by=delivery.claimed_by,
        tries=delivery.tries,
    )
    return mine.select_for_update().first()


def _old(webhook: Webhook, now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.waiting_since(now - OLDEST).filter(webhook=webhook)


def _settle(
    delivery: Delivery, state: DeliveryState, now: datetime, next_at: datetime | None = None
) -> None:
    delivery.state, delivery.settled_at, delivery.next_at = state, now, next_at
    delivery.save()


def _drop(rows: QuerySet[Delivery], problem: DeliveryProblem, now: datetime) -> None:
    rows.update(
        state=DeliveryState.DROPPED, problem=problem, detail="", next_at=None, settled_at=now
    )


def _note_success(webhook: Webhook, now: datetime) -> None:
    webhook.failures, webhook.given_up_at = 0, None
    webhook.tried_at = webhook.delivered_at = webhook.rests_until = now
    _save_course(webhook)


def _note_failure(webhook: Webhook, now: datetime) -> None:
    webhook.failures += 1
    webhook.tried_at, webhook.rests_until = now, now + rest_after(webhook.failures)
    _save_course(webhook)


def _note_given_up(webhook: Webhook, now: datetime) -> None:
    """Tell the desk, once until the receiver takes something again."""
    if webhook.given_up_at is not None or webhook.state != WebhookState.ACTIVE:
        return
    webhook.given_up_at = now
    _save_course(webhook)
    facts = {"failures": webhook.failures}
    happened = Happened(EventKind.WEBHOOK_FAILED, webhook, facts=facts)
    record_event(happened, by=None, origin=Origin.CLOCK)
    drafts = [(webhook_failing_letter(email, webhook), None) for email in _desk()]
    queue_letters(drafts, by=None, origin=Origin.CLOCK)


def _end(webhook: Webhook, now: datetime) -> None:
    """End a webhook whose receiver is gone."""
    webhook.state, webhook.tried_at = WebhookState.ENDED, now
    webhook.version += 1
    webhook.save(update_fields=["state", "tried_at", "version"])
    drop_deliveries(webhook, now)
    facts = {"because": DeliveryProblem.GONE}
    happened = Happened(EventKind.WEBHOOK_ENDED, webhook, facts=facts)
    record_event(happened, by=None, origin=Origin.CLOCK)
    drafts = [(webhook_ended_letter(email, webhook), None) for email in _desk()]
    queue_letters(drafts, by=None, origin=Origin.CLOCK)


def _save_course(webhook: Webhook) -> None:
    """How it goes is no change of the record: the version on somebody's screen stays good."""
    columns = ["failures", "given_up_at", "delivered_at", "tried_at", "rests_until"]
    webhook.save(update_fields=columns)


def _desk() -> list[str]:
    """Addresses of those who look after webhooks."""
    users = User.objects.with_perm(f"tracker.{Right.RELEASE}").exclude(email="")
    return list(dict.fromkeys(users.order_by("pk").values_list("email", flat=True)))
