"""What is sent to a webhook: the event as everybody may read it at that moment, and its headers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.choices import DeliveryProblem
from tracker.models import Delivery, Event, Webhook
from tracker.proof.webhook_signatures import fingerprint, secret_from, signatures
from tracker.queries.events import EVENT_COLUMNS, TOLD, event_rows, told_events
from tracker.queries.exports import export_of

TEST = "test"


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that one try needs: nothing is asked of the database while it is being sent."""

    delivery: Delivery
    url: str
    headers: dict[str, str]
    body: bytes


class NotSent(Exception):
    """There is nothing to send, or not now; says why."""

    def __init__(self, problem: DeliveryProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def secret_of(webhook: Webhook) -> bytes:
    """The secret that signs for this webhook."""
    return secret_from(settings.SECRET_KEY, webhook.seed)


def packed(delivery: Delivery, now: datetime) -> Parcel:
    """The delivery's body and signed headers.

    Raises NotSent(WITHDRAWN) if the event is not public any more or its content was erased, and
    NotSent(NO_SECRET) if the key of the site is not the one that the secret was made of.
    """
    webhook = delivery.webhook
    body = _body(_test(now) if delivery.event_id is None else _told(delivery.event_id))
    timestamp = int(now.timestamp())
    secrets = [secret_of(webhook)]
    if fingerprint(secrets[0]) != webhook.fingerprint:
        raise NotSent(DeliveryProblem.NO_SECRET)
    if webhook.earlier_until is not None and webhook.earlier_until > now:
        secrets.append(secret_from(settings.SECRET_KEY, webhook.earlier_seed))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Undersigned (+{settings.SITE_URL})",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(secrets, delivery.message_id, timestamp, body),
    }
    return Parcel(delivery, webhook.url, headers, body)


def _told(number: int) -> dict[str, Any]:
    """The event as the list of events and its files show it to strangers."""
    public = Event.objects.visible_to(None).filter(pk=number, erased_at=None)
    export = export_of(event_rows, EVENT_COLUMNS)
    with override(settings.LANGUAGE_CODE):
        found = told_events(public).values_list(*TOLD, named=True)
        cells = [row for chunk in export.read(found) for row in chunk]
    if not cells:
        raise NotSent(DeliveryProblem.WITHDRAWN)
    data = dict(zip(export.columns, cells[0], strict=True))
    return {"type": data["kind"], "timestamp": data["recorded_at"], "data": data}


def _test(now: datetime) -> dict[str, Any]:
    """What says nothing but that it arrived."""
    with override(settings.LANGUAGE_CODE):
        words = _("This is a test: nothing happened.")
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    return {"type": TEST, "timestamp": at, "data": {"event": words}}


def _body(told: dict[str, Any]) -> bytes:
    return json.dumps({"site": settings.SITE_URL} | told, ensure_ascii=False).encode()
