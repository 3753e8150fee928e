"""Webhooks at the desk: where they may lead, their secrets, tests, and what is repeated."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.webhook_deliveries import next_parcel
from tracker.actions.webhooks import (
    change_webhook,
    end_webhook,
    pause_webhook,
    reach_of_site,
    renew_webhook_secret,
    repeat_delivery,
    resume_webhook,
    secret_told,
    try_webhook,
)
from tracker.choices import DeliveryProblem, DeliveryState, EventKind, WebhookState
from tracker.models import Delivery, Event, Webhook
from tracker.rules.deliveries import BACK_OFF, Tried
from tracker.rules.refusals import Conflict, Refused
from tracker.rules.webhook_addresses import Reach, read_reach
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon
from tracker.tests.webhooks import URL, a_webhook, folded, on_the_way, try_once


def test_webhook_is_active_and_its_event_keeps_address_and_secret_back(cast: Cast) -> None:
    webhook = a_webhook(cast, url=f"{URL}?token=hidden", groups=["replies"])

    assert webhook.state == WebhookState.ACTIVE
    event = Event.objects.get(kind=EventKind.WEBHOOK_MADE)
    assert webhook.since == event.pk
    assert event.by == cast.ben
    told = f"{event.changes} {event.facts} {event.subject_label}"
    assert event.facts["fields"] == ["groups", "name", "url"]
    assert "Rivers archive" in told
    for secret in ("hidden", "hooks.example", webhook.seed, secret_told(webhook)):
        assert secret not in told


@pytest.mark.parametrize(
    "values, field, message",
    [
        ({"url": "http://hooks.example/"}, "url", "must begin with https://"),
        ({"url": "https://127.0.0.1/"}, "url", "no public address"),
        ({"url": ""}, "url", "Write an address"),
        ({"groups": ["replies", "secrets"]}, "groups", "no such group"),
        ({"name": ""}, "name", "cannot be blank"),
    ],
)
def test_webhook_that_cannot_be_is_refused(
    cast: Cast, values: dict[str, Any], field: str, message: str
) -> None:
    webhook = a_webhook(cast)
    with pytest.raises(Exception, match=message) as refused:
        a_webhook(cast, **values)
    assert field in refused.value.message_dict  # type: ignore[attr-defined]
    with pytest.raises(Exception, match=message):
        change_webhook(webhook, values, by=cast.ben)

    assert list(Webhook.objects.values_list("url", "groups", "name")) == [
        (URL, [], "Rivers archive")
    ]


def test_settings_say_what_is_reached(settings: Settings) -> None:
    assert reach_of_site() == Reach()
    settings.WEBHOOK_PORTS, settings.WEBHOOK_NETWORKS = ["443", "9443"], ["10.1.2.3/32"]

    assert reach_of_site() == read_reach([443, 9443], ["10.1.2.3/32"])


def test_new_address_begins_without_failures(cast: Cast, noon: time_machine.Traveller) -> None:
    webhook = on_the_way(cast).webhook
    try_once(webhook, Tried(DeliveryProblem.NO_NAME))
    Webhook.objects.update(given_up_at=NOON)
    renamed = change_webhook(webhook, {"name": "Archive"}, by=cast.ben)
    assert (renamed.failures, renamed.given_up_at) == (1, NOON)

    moved = change_webhook(renamed, {"url": f"{URL}/new"}, by=cast.ben)

    assert (moved.failures, moved.given_up_at, moved.rests_until) == (0, None, NOON)
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_change_that_changes_nothing_leaves_no_event(cast: Cast) -> None:
    webhook = a_webhook(cast)
    change_webhook(webhook, {"url": URL}, by=cast.ben)

    assert not Event.objects.filter(kind=EventKind.WEBHOOK_CHANGED).exists()


def test_change_over_somebody_elses_is_refused(cast: Cast) -> None:
    webhook = a_webhook(cast)
    change_webhook(webhook, {"name": "Archive"}, by=cast.ben)

    with pytest.raises(Conflict):
        change_webhook(webhook, {"name": "Another"}, by=cast.cleo, seen=1)


def test_how_it_goes_is_no_change_of_what_is_on_the_screen(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook
    try_once(webhook)

    assert change_webhook(webhook, {"name": "Archive"}, by=cast.ben, seen=1).name == "Archive"


def test_secret_is_another_one_each_time(cast: Cast, noon: time_machine.Traveller) -> None:
    webhook = a_webhook(cast)
    first = secret_told(webhook)
    renewed = renew_webhook_secret(webhook, by=cast.ben)

    assert secret_told(renewed) != first
    assert renewed.earlier_seed == webhook.seed
    assert renewed.fingerprint != webhook.fingerprint
    assert first.startswith("whsec_")


def test_ended_webhook_stays_as_it_is(cast: Cast) -> None:
    webhook = end_webhook(a_webhook(cast), by=cast.ben)

    for act in (pause_webhook, resume_webhook, end_webhook, renew_webhook_secret):
        with pytest.raises(Refused, match="was ended"):
            act(webhook, by=cast.ben)
    with pytest.raises(Refused, match="was ended"):
        change_webhook(webhook, {"name": "Another"}, by=cast.ben)
    with pytest.raises(Refused, match="paused or was ended"):
        try_webhook(webhook, by=cast.ben)


def test_what_it_is_already_it_cannot_become(cast: Cast) -> None:
    webhook = a_webhook(cast)
    with pytest.raises(Refused, match="“Active” already"):
        resume_webhook(webhook, by=cast.ben)
    pause_webhook(webhook, by=cast.ben)
    with pytest.raises(Refused, match="“Paused” already"):
        pause_webhook(webhook, by=cast.ben)
    with pytest.raises(Refused, match="paused or was ended"):
        try_webhook(webhook, by=cast.ben)


def test_test_is_sent_at_once_also_while_the_receiver_rests(cast: Cast) -> None:
    webhook = a_webhook(cast)
    Webhook.objects.update(rests_until=timezone.now() + BACK_OFF[-1])

    delivery = try_webhook(webhook, by=cast.ben)

    assert delivery.is_test
    assert list(Webhook.objects.due(timezone.now())) == [webhook]
    parcel = next_parcel(webhook, "w")
    assert parcel is not None
    assert parcel.delivery == delivery


@pytest.mark.parametrize("outcome", [Tried("", 200), Tried(DeliveryProblem.UNWILLING, 500)])
def test_delivery_is_repeated_under_the_same_id_with_all_its_tries(
    cast: Cast, outcome: Tried, noon: time_machine.Traveller
) -> None:
    webhook = on_the_way(cast).webhook
    Delivery.objects.update(tries=len(BACK_OFF))
    over = try_once(webhook, outcome)
    noon.shift(BACK_OFF[-1])

    again = repeat_delivery(over, by=cast.ben)

    assert (again.message_id, again.tries, again.state) == (
        over.message_id,
        0,
        DeliveryState.WAITING,
    )
    assert again.asked_at == timezone.now()
    assert not Delivery.objects.exclude(pk=again.pk).exists()
    assert try_once(webhook).state == DeliveryState.DELIVERED


def test_delivery_that_waits_is_not_repeated(cast: Cast) -> None:
    delivery = on_the_way(cast)

    with pytest.raises(Refused, match="still waits"):
        repeat_delivery(delivery, by=cast.ben)


def test_delivery_of_a_paused_webhook_is_not_repeated(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook
    over = try_once(webhook)
    pause_webhook(webhook, by=cast.ben)

    with pytest.raises(Refused, match="paused or was ended"):
        repeat_delivery(over, by=cast.ben)


def test_delivery_shows_its_id_and_webhook_its_name(cast: Cast) -> None:
    delivery = on_the_way(cast)

    assert str(delivery) == delivery.message_id
    assert str(delivery.webhook) == "Rivers archive"
    assert delivery.is_open
    assert folded() == [delivery]
