"""What is sent: what everybody may read at that moment, signed for the receiver to check."""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from tracker.actions.erasures import erase_submission
from tracker.actions.releases import void_submission
from tracker.actions.tracking import set_visibility
from tracker.actions.webhook_parcels import NotSent, packed
from tracker.actions.webhooks import renew_webhook_secret, secret_told, try_webhook
from tracker.choices import DeliveryProblem, ErasureGround, Visibility, VoidReason
from tracker.models import Delivery, Submission
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.outbox import NOON
from tracker.tests.public.reading import streamed
from tracker.tests.webhooks import on_the_way


def sent(delivery: Delivery) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(packed(delivery, NOON).body)
    return told


def signed_by(secret: str, headers: dict[str, str], body: bytes) -> str:
    """As the specification says it: https://www.standardwebhooks.com/."""
    key = b64decode(secret.removeprefix("whsec_"))
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + b64encode(hmac.new(key, told, "sha256").digest()).decode()


def test_body_is_the_row_of_the_list_of_events(cast: Cast, client: Client) -> None:
    told = sent(on_the_way(cast))

    rows = json.loads(streamed(client.get("/events/?format=json")))
    (row,) = [one for one in rows if one["kind"] == "submission-released"]
    assert told == {
        "site": "http://127.0.0.1:8000",
        "type": "submission-released",
        "timestamp": row["recorded_at"],
        "data": row,
    }
    assert row["event"].startswith("Ríos Libres offered to sign")


def test_body_is_in_the_language_of_the_site(cast: Cast) -> None:
    delivery = on_the_way(cast)
    told = packed(delivery, NOON)

    with override("fr"):
        assert packed(delivery, NOON) == told


def test_headers_are_those_of_standard_webhooks(cast: Cast) -> None:
    delivery = on_the_way(cast)
    parcel = packed(delivery, NOON)

    secret = secret_told(delivery.webhook)
    assert parcel.url == delivery.webhook.url
    assert parcel.headers == {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Undersigned (+http://127.0.0.1:8000)",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(NOON.timestamp())),
        "webhook-signature": signed_by(secret, parcel.headers, parcel.body),
    }
    assert delivery.message_id.startswith("msg_")


def test_two_secrets_sign_for_a_day_after_a_change(cast: Cast) -> None:
    delivery = on_the_way(cast)
    old = secret_told(delivery.webhook)
    delivery.webhook = renew_webhook_secret(delivery.webhook, by=cast.ben)
    new = secret_told(delivery.webhook)
    now = timezone.now()

    soon, late = packed(delivery, now), packed(delivery, now + timedelta(days=1))

    assert old != new
    assert soon.headers["webhook-signature"].split(" ") == [
        signed_by(new, soon.headers, soon.body),
        signed_by(old, soon.headers, soon.body),
    ]
    assert late.headers["webhook-signature"] == signed_by(new, late.headers, late.body)


def test_test_says_nothing_of_the_record(cast: Cast) -> None:
    delivery = try_webhook(on_the_way(cast).webhook, by=cast.ben)

    assert sent(delivery) == {
        "site": "http://127.0.0.1:8000",
        "type": "test",
        "timestamp": "2026-05-04T12:00:00+00:00",
        "data": {"event": "This is a test: nothing happened."},
    }


def test_withheld_name_is_not_sent(cast: Cast) -> None:
    delivery = on_the_way(cast)
    set_visibility(Submission.objects.get(), Visibility.WITHHELD)

    body = packed(delivery, NOON).body.decode()

    assert "Ríos" not in body
    assert "A signatory whose name is withheld" in body


def test_what_was_taken_back_is_not_sent(cast: Cast) -> None:
    delivery = on_the_way(cast)
    void_submission(Submission.objects.get(), VoidReason.MISTAKE, by=cast.ben)

    with pytest.raises(NotSent) as not_sent:
        packed(delivery, NOON)
    assert not_sent.value.problem == DeliveryProblem.WITHDRAWN


def test_what_was_erased_is_not_sent_and_that_it_was_is(cast: Cast) -> None:
    delivery = on_the_way(cast)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        erase_submission(Submission.objects.get(), ErasureGround.OWN_REQUEST, "", by=cast.ben)

    with pytest.raises(NotSent) as not_sent:
        packed(delivery, NOON)
    assert not_sent.value.problem == DeliveryProblem.WITHDRAWN


def test_nothing_is_sent_with_the_key_of_another_site(cast: Cast, settings: Settings) -> None:
    delivery = on_the_way(cast)
    settings.SECRET_KEY = "another key, as long as keys have to be in this site"

    with pytest.raises(NotSent) as not_sent:
        packed(delivery, NOON)
    assert not_sent.value.problem == DeliveryProblem.NO_SECRET
