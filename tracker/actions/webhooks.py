"""Webhooks at the desk: made, changed, paused and ended; their secrets, tests and repetitions."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, locked, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.webhook_deliveries import drop_deliveries
from tracker.actions.webhook_folding import new_delivery
from tracker.actions.webhook_parcels import secret_of
from tracker.choices import DeliveryState, EventKind, WebhookState
from tracker.models import Delivery, User, Webhook
from tracker.proof.webhook_signatures import fingerprint, new_seed, secret_words
from tracker.rules.deliveries import OLD_SECRET
from tracker.rules.event_words import GROUPS
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.webhook_addresses import Reach, read_reach, read_target

FIELDS = ("name", "url", "groups", "statement")
# An address can hold a secret of its receiver's: an event says that it changed, not to what.
TOLD = ("name", "groups", "statement")


def reach_of_site() -> Reach:
    """What the settings let webhooks reach."""
    return read_reach(map(int, settings.WEBHOOK_PORTS), settings.WEBHOOK_NETWORKS)


@transaction.atomic
def record_webhook(values: Values, *, by: User) -> Webhook:
    """Have an address be told of what becomes public from now on. Records webhook-made.

    Needs the right to release: it speaks for the site. Its secret is that of secret_told(). Raises
    Refused for an address that nothing is sent to.
    """
    require_right(by, Right.RELEASE)
    webhook = Webhook(recorded_by=by)
    changes = fill(webhook, values, FIELDS)
    _require_fit(webhook)
    _seed(webhook, timezone.now())
    saved(webhook, is_new=True)
    made = record_event(_happened(EventKind.WEBHOOK_MADE, webhook, changes), by=by)
    # By its own event it is told apart what was before: numbers are given out in no other order.
    webhook.since = made.pk
    webhook.save(update_fields=["since"])
    return webhook


@transaction.atomic
def change_webhook(
    webhook: Webhook, values: Values, *, by: User, seen: int | None = None
) -> Webhook:
    """Change where and of what it is told. Records webhook-changed if something differs.

    A new address begins without the failures of the one before. Raises Refused as record_webhook
    does and for one that was ended.
    """
    require_right(by, Right.RELEASE)
    current = locked_record(webhook, seen)
    _require_not_ended(current)
    changes = fill(current, values, FIELDS)
    if not changes:
        return current
    _require_fit(current)
    if "url" in changes:
        current.failures, current.given_up_at, current.rests_until = 0, None, timezone.now()
    saved(current, is_new=False)
    record_event(_happened(EventKind.WEBHOOK_CHANGED, current, changes), by=by)
    return current


@transaction.atomic
def pause_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """Send nothing there for a time; what happens meanwhile is not kept for it.

    Records webhook-paused. Raises Refused unless it is active.
    """
    return _moved(webhook, WebhookState.PAUSED, EventKind.WEBHOOK_PAUSED, by=by)


@transaction.atomic
def resume_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """Send again what happens from now on, and what waited when it was paused.

    Records webhook-resumed. Raises Refused unless it is paused.
    """
    current = _moved(webhook, WebhookState.ACTIVE, EventKind.WEBHOOK_RESUMED, by=by)
    now = timezone.now()
    current.rests_until, current.failures, current.given_up_at = now, 0, None
    current.save(update_fields=["rests_until", "failures", "given_up_at"])
    waiting = Delivery.objects.filter(webhook=current, next_at__isnull=False)
    waiting.update(asked_at=now)
    return current


@transaction.atomic
def end_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """Send nothing there any more, also not what waits. Records webhook-ended.

    It stays to be read. Raises Refused if it was ended before.
    """
    current = _moved(webhook, WebhookState.ENDED, EventKind.WEBHOOK_ENDED, by=by)
    drop_deliveries(current, timezone.now())
    return current


@transaction.atomic
def renew_webhook_secret(webhook: Webhook, *, by: User) -> Webhook:
    """Make another secret, to be shown once; for a day the one before signs as well.

    Records webhook-secret-made. Raises Refused for a webhook that was ended.
    """
    require_right(by, Right.RELEASE)
    current = locked_record(webhook, None)
    _require_not_ended(current)
    now = timezone.now()
    current.earlier_seed, current.earlier_until = current.seed, now + OLD_SECRET
    _seed(current, now)
    saved(current, is_new=False)
    facts = {"fingerprint": current.fingerprint}
    record_event(Happened(EventKind.WEBHOOK_SECRET_MADE, current, facts=facts), by=by)
    return current


@transaction.atomic
def try_webhook(webhook: Webhook, *, by: User) -> Delivery:
    """Send something that says nothing, at once. Records webhook-tested.

    Raises Refused unless it is active.
    """
    require_right(by, Right.RELEASE)
    current = locked(webhook)
    if current.state != WebhookState.ACTIVE:
        raise Refused(_("Nothing is sent to this webhook: it is paused or was ended."))
    now = timezone.now()
    Webhook.objects.filter(pk=current.pk).update(rests_until=now)
    delivery = new_delivery(current, None, now, now)
    delivery.save(force_insert=True)
    facts = {"delivery": delivery.message_id}
    record_event(Happened(EventKind.WEBHOOK_TESTED, current, facts=facts), by=by)
    return delivery


@transaction.atomic
def repeat_delivery(delivery: Delivery, *, by: User) -> Delivery:
    """Send once more what was delivered or given up, under the same webhook-id, with all its tries.

    Records delivery-repeated. Raises Refused for what still waits, and for a webhook that is not
    active.
    """
    require_right(by, Right.RELEASE)
    webhook = locked(delivery.webhook)
    current = locked(delivery)
    if current.is_open or webhook.state != WebhookState.ACTIVE:
        raise Refused(_("It still waits, or its webhook is paused or was ended."))
    now = timezone.now()
    current.state, current.tries, current.settled_at = DeliveryState.WAITING, 0, None
    current.asked_at = current.next_at = now
    current.save()
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=now)
    facts = {"delivery": current.message_id, "event": current.event_id}
    record_event(Happened(EventKind.DELIVERY_REPEATED, webhook, facts=facts), by=by)
    return current


def secret_told(webhook: Webhook) -> str:
    """The secret as its receiver needs it: for the one page that shows it when it was made."""
    return secret_words(secret_of(webhook))


def _seed(webhook: Webhook, now: datetime) -> None:
    webhook.seed, webhook.secret_made_at = new_seed(), now
    webhook.fingerprint = fingerprint(secret_of(webhook))


def _moved(webhook: Webhook, state: WebhookState, kind: EventKind, *, by: User) -> Webhook:
    require_right(by, Right.RELEASE)
    current = locked_record(webhook, None)
    _require_not_ended(current)
    if current.state == state:
        raise Refused(_("The webhook is “%(state)s” already.") % {"state": state.label})
    was, current.state = current.state, state
    saved(current, is_new=False)
    record_event(Happened(kind, current, changes={"state": [str(was), state.value]}), by=by)
    return current


def _require_not_ended(webhook: Webhook) -> None:
    if webhook.state == WebhookState.ENDED:
        raise Refused(_("This webhook was ended. Make a new one."))


def _require_fit(webhook: Webhook) -> None:
    read_target(webhook.url, reach_of_site())
    if set(webhook.groups) - set(GROUPS):
        raise Refused(_("There is no such group of events."), field="groups")


def _happened(kind: EventKind, webhook: Webhook, changes: Changes) -> Happened:
    kept = {name: change for name, change in changes.items() if name in TOLD}
    facts = {"fields": sorted(changes)}
    return Happened(kind, webhook, changes=kept, facts=facts)
