"""Webhooks on the desk: made, tried, paused; a secret shown once; what was delivered, and again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tracker.actions.webhooks import end_webhook, pause_webhook, secret_told
from tracker.choices import DeliveryProblem, DeliveryState, WebhookState
from tracker.models import Delivery, Event, Webhook
from tracker.rules.deliveries import BACK_OFF, Tried
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.webhooks import URL, a_webhook, on_the_way, try_once

LIST = "/admin/tracker/webhook/"
DELIVERIES = "/admin/tracker/delivery/"


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.ben)


def test_webhook_is_made_and_its_secret_shown_once(cast: Cast, desk: Client) -> None:
    page = get(desk, f"{LIST}add/").send(name="Archive", url=URL, groups=["replies", "checks"])

    webhook = Webhook.objects.get()
    assert (webhook.name, webhook.url, webhook.groups) == ("Archive", URL, ["replies", "checks"])
    assert (webhook.recorded_by, webhook.statement) == (cast.ben, None)
    secret = secret_told(webhook)
    assert secret in page.text
    assert "no-store" in page.response["Cache-Control"]
    for url in (page_of(webhook), LIST, page_of(webhook, "secret"), page_of(webhook, "history")):
        assert secret not in get(desk, url).text
    told = " ".join(f"{one.changes} {one.facts}" for one in Event.objects.all())
    assert secret not in told


@pytest.mark.parametrize(
    "url, message",
    [
        ("https://10.0.0.1/", "This is no public address."),
        ("http://hooks.example/", "The address must begin with https://."),
        ("https://me:pw@hooks.example/", "The address must hold no name and no password."),
    ],
)
def test_address_that_is_refused_is_told_at_its_field(desk: Client, url: str, message: str) -> None:
    page = get(desk, f"{LIST}add/").send(name="Archive", url=url)

    assert [error for error in page.errors if error.startswith(message)]
    assert page.fields()["url"] == url
    assert not Webhook.objects.exists()


def test_webhook_for_one_statement_is_changed(cast: Cast, desk: Client) -> None:
    webhook = a_webhook(cast, groups=["replies"])

    get(desk, page_of(webhook)).send(name="Letters", statement=str(cast.letter.pk), groups=[])

    webhook.refresh_from_db()
    assert (webhook.name, webhook.statement, webhook.groups) == ("Letters", cast.letter, [])


def test_another_secret_is_asked_for_and_shown_once(cast: Cast, desk: Client) -> None:
    webhook = a_webhook(cast)
    old = secret_told(webhook)
    (url,) = get(desk, page_of(webhook)).links("Another secret…")

    asked = get(desk, url)
    assert "For a day from now everything is signed with both" in asked.text
    assert Webhook.objects.get() == webhook
    assert secret_told(Webhook.objects.get()) == old
    shown = asked.send()

    assert secret_told(Webhook.objects.get()) in shown.text
    assert old not in shown.text
    assert secret_told(Webhook.objects.get()) != old
    assert "no-store" in shown.response["Cache-Control"]


def test_test_is_sent_and_stands_in_the_log(cast: Cast, desk: Client) -> None:
    webhook = a_webhook(cast)

    page = do(desk, webhook, "test")

    assert page.messages == [
        "The worker sends it now. The log of deliveries shows what comes of it."
    ]
    (url,) = page.links("Log of deliveries")
    log = get(desk, url).text
    assert "A test" in log
    assert "Waits to be sent" in log


def test_webhook_is_paused_resumed_and_ended(cast: Cast, desk: Client) -> None:
    webhook = a_webhook(cast)
    labels = {
        WebhookState.ACTIVE: ["Log of deliveries", "Another secret…", "Send a test event"],
        WebhookState.PAUSED: ["Log of deliveries", "Another secret…", "Resume"],
    }
    for name, state, more in (
        ("pause", WebhookState.PAUSED, ["End it…", "History"]),
        ("resume", WebhookState.ACTIVE, ["Pause it…", "End it…", "History"]),
    ):
        do(desk, webhook, name)
        assert Webhook.objects.get().state == state
        assert get(desk, page_of(webhook)).labels == [*labels[state], *more]
    do(desk, webhook, "end")

    page = get(desk, page_of(webhook))
    assert Webhook.objects.get().state == WebhookState.ENDED
    assert page.labels == ["Log of deliveries", "History"]
    assert desk.get(page_of(webhook, "secret")).status_code == 403


def test_secret_of_a_webhook_that_is_not_there(cast: Cast, desk: Client) -> None:
    assert desk.get(f"{LIST}77/secret/").status_code == 404


def test_secret_is_refused_where_the_webhook_was_ended_meanwhile(
    cast: Cast, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = a_webhook(cast)
    asked = get(desk, page_of(webhook, "secret"))
    monkeypatch.setattr(
        "tracker.admin.webhooks.WebhookAdmin.has_change_permission", lambda *given: True
    )
    end_webhook(webhook, by=cast.ben)

    assert "This webhook was ended. Make a new one." in asked.send().text


@pytest.mark.parametrize("who", ["anna", "aud"])
def test_who_may_not_release_reads_only(cast: Cast, sign_in: SignIn, who: str) -> None:
    delivery = try_once(on_the_way(cast).webhook)
    webhook = delivery.webhook
    desk = sign_in(getattr(cast, who))

    assert desk.get(LIST).status_code == desk.get(page_of(delivery)).status_code == 200
    assert get(desk, page_of(webhook)).labels == ["Log of deliveries", "History"]
    for url in (f"{LIST}add/", page_of(webhook, "secret"), page_of(webhook, "do/test")):
        assert desk.post(url).status_code == 403
    assert desk.post(page_of(delivery, "do/repeat")).status_code == 403
    assert desk.post(page_of(webhook), {"name": "x"}).status_code == 403


def test_how_it_goes_is_told(cast: Cast, desk: Client) -> None:
    webhook = on_the_way(cast).webhook
    assert "Nothing was sent yet" in get(desk, LIST).text
    try_once(webhook, Tried(DeliveryProblem.UNWILLING, 503))
    assert "Fails; tried again from" in get(desk, page_of(webhook)).text
    Delivery.objects.update(tries=len(BACK_OFF))
    try_once(webhook, Tried(DeliveryProblem.UNWILLING, 503))
    assert "Fails; events are given up since" in get(desk, page_of(webhook)).text
    cast.offered(cast.fleuves)
    try_once(on_the_way_again(), Tried("", 200))
    assert "How it goes Well" in get(desk, page_of(webhook)).text
    end_webhook(webhook, by=cast.ben)
    assert "How it goes –" in get(desk, page_of(webhook)).text


def on_the_way_again() -> Webhook:
    from_others = Webhook.objects.get()
    now = timezone.now()
    Delivery.objects.update(state=DeliveryState.WAITING, tries=0, next_at=now)
    return from_others


def test_delivery_tells_what_came_of_it_and_is_sent_again(cast: Cast, desk: Client) -> None:
    waiting = on_the_way(cast)
    page = get(desk, page_of(waiting))
    assert "Next try" in page.text
    assert page.labels == ["History"]

    Delivery.objects.update(tries=len(BACK_OFF))
    failed = Tried(DeliveryProblem.NOT_TRUSTED, 0, "certificate has expired")
    delivery = try_once(waiting.webhook, failed)
    page = get(desk, page_of(delivery))
    told = "The server could not show that it is the one it is named. (certificate has expired)"
    assert told in page.text
    assert "12 ms" in page.text
    assert page.links(f"Submission released (event {waiting.event_id})")
    assert waiting.message_id in page.text
    assert told in get(desk, f"{DELIVERIES}?webhook={waiting.webhook_id}").text

    assert do(desk, delivery, "repeat").messages == ["It waits to be sent."]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, 0)


def test_delivery_to_a_paused_webhook_is_not_sent_again(cast: Cast, desk: Client) -> None:
    delivery = try_once(on_the_way(cast).webhook)
    assert get(desk, page_of(delivery)).labels == ["Send it again…", "History"]

    pause_webhook(delivery.webhook, by=cast.ben)

    assert get(desk, page_of(delivery)).labels == ["History"]


def test_log_is_narrowed_to_one_webhook(cast: Cast, desk: Client) -> None:
    first = on_the_way(cast)
    other = a_webhook(cast, name="Another")

    narrowed = get(desk, f"{DELIVERIES}?webhook={other.pk}").text

    told = f"Submission released (event {first.event_id})"
    assert told in get(desk, DELIVERIES).text
    assert told not in narrowed
    assert "Another" in narrowed


def test_desk_leads_to_webhooks_that_fail(cast: Cast, desk: Client) -> None:
    webhook = on_the_way(cast).webhook
    (url,) = get(desk, "/admin/").links("Webhooks that fail")
    assert "Rivers archive" not in get(desk, url).text

    Webhook.objects.filter(pk=webhook.pk).update(given_up_at=webhook.recorded_at)

    assert "Rivers archive" in get(desk, url).text
