"""The worker's thread that tells webhooks: to a real server, and killed while it sends."""

from __future__ import annotations

import json
import signal
import threading
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.webhooks import repeat_delivery, try_webhook
from tracker.choices import DeliveryState, WebhookState
from tracker.management import webhook_senders
from tracker.management.jobs import JOBS
from tracker.management.ticks import PARTS
from tracker.management.webhook_senders import WebhookSender
from tracker.models import Delivery, Webhook
from tracker.rules.deliveries import BACK_OFF
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.processes import Shared, wait_for
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink
from tracker.tests.receivers import LOOPBACK, Receiver
from tracker.tests.receivers import certificates as certificates
from tracker.tests.receivers import reached as reached
from tracker.tests.receivers import receiver as receiver
from tracker.tests.webhooks import a_webhook, folded, send_all


def offered(cast: Cast, receiver: Receiver, times: int = 1) -> Webhook:
    """So many events that wait for the receiver."""
    webhook = a_webhook(cast, url=receiver.local_url)
    for signatory in (cast.rios, cast.fleuves, cast.mara)[:times]:
        cast.offered(signatory)
    folded()
    return webhook


def states() -> list[tuple[str, int, str]]:
    rows = Delivery.objects.order_by("pk")
    return [(one.state, one.code, one.problem) for one in rows]


def test_event_arrives_signed(cast: Cast, reached: Receiver) -> None:
    offered(cast, reached)

    send_all()

    assert states() == [("delivered", 200, "")]
    (request,) = reached.received
    assert json.loads(request.body)["type"] == "submission-released"
    assert request.headers["webhook-id"] == Delivery.objects.get().message_id
    assert request.headers["webhook-signature"].startswith("v1,")
    assert Delivery.objects.get().milliseconds > 0


def test_what_is_new_is_folded_and_waits_a_moment(cast: Cast, reached: Receiver) -> None:
    a_webhook(cast, url=reached.local_url)
    cast.offered()

    send_all()
    assert states() == [("waiting", 0, "")]

    with time_machine.travel(timezone.now() + BACK_OFF[0]):
        send_all()
    assert states() == [("delivered", 200, "")]


def test_refused_then_taken(cast: Cast, reached: Receiver) -> None:
    offered(cast, reached)
    reached.answers = [500, 200]

    send_all()
    assert states() == [("waiting", 500, "unwilling")]
    with time_machine.travel(timezone.now() + 2 * BACK_OFF[1]):
        send_all()

    assert states() == [("delivered", 200, "")]
    assert len({one.headers["webhook-id"] for one in reached.received}) == 1
    assert len(reached.received) == 2


def test_gone_ends_it(cast: Cast, reached: Receiver) -> None:
    offered(cast, reached, times=2)
    reached.answers = [410]

    send_all()

    assert Webhook.objects.get().state == WebhookState.ENDED
    assert states() == [("given-up", 410, "gone"), ("dropped", 0, "ended")]
    assert len(reached.received) == 1


def test_redirect_inside_is_not_followed(cast: Cast, reached: Receiver) -> None:
    offered(cast, reached)
    where = f"https://127.0.0.1:{reached.port}/inside"
    reached.answers = [f"HTTP/1.1 307 Moved\r\nLocation: {where}\r\n\r\n".encode()]

    send_all()

    assert states() == [("waiting", 307, "redirect")]
    assert reached.connections == 1


def test_private_address_is_not_reached_unless_a_setting_names_it(
    cast: Cast, reached: Receiver, settings: Settings
) -> None:
    webhook = offered(cast, reached)
    settings.WEBHOOK_NETWORKS = []

    send_all()

    assert states() == [("waiting", 0, "not-public")]
    assert Delivery.objects.get().detail == "loopback"
    assert reached.connections == 0
    assert Webhook.objects.get(pk=webhook.pk).failures == 1


def test_one_that_fails_does_not_hold_up_another(cast: Cast, reached: Receiver) -> None:
    broken = a_webhook(cast, url=f"https://localhost:{reached.port}/broken")
    offered(cast, reached, times=3)
    reached.answers = [500]

    send_all()

    assert [one.path for one in reached.received] == ["/broken", *["/hook?a=b"] * 3]
    assert set(states()) == {("waiting", 500, "unwilling"), ("delivered", 200, ""), WAITING}
    assert broken.deliveries.filter(state=DeliveryState.WAITING).count() == 3


WAITING = ("waiting", 0, "")


def test_webhooks_take_turns(cast: Cast, reached: Receiver) -> None:
    a_webhook(cast, url=f"https://localhost:{reached.port}/one")
    a_webhook(cast, url=f"https://localhost:{reached.port}/two")
    cast.offered()
    cast.offered(cast.fleuves)
    folded()

    send_all()

    assert [one.path for one in reached.received] == ["/one", "/two", "/one", "/two"]


def test_test_and_repetition_are_sent(cast: Cast, reached: Receiver) -> None:
    webhook = a_webhook(cast, url=reached.local_url)
    delivery = try_webhook(webhook, by=cast.ben)

    send_all()
    delivery.refresh_from_db()
    repeat_delivery(delivery, by=cast.ben)
    send_all()

    first, second = reached.received
    assert json.loads(first.body)["type"] == "test"
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == delivery.message_id


def test_sender_that_is_to_stop_begins_nothing(cast: Cast, reached: Receiver) -> None:
    webhook, stopping = offered(cast, reached, times=2), threading.Event()
    sender = WebhookSender(stopping)
    stopping.set()

    sender.round()
    assert sender.send(webhook) is False

    assert states() == [WAITING] * 2
    assert reached.connections == 0


def test_sender_goes_on_after_an_error_and_ends_when_told(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sender = WebhookSender(threading.Event())
    monkeypatch.setattr(webhook_senders, "EVERY_SECONDS", 0.001)
    monkeypatch.setattr(webhook_senders, "connection", type("O", (), {"close": staticmethod(int)}))
    monkeypatch.setattr(webhook_senders, "close_old_connections", int)
    rounds = iter([RuntimeError("odd"), None])

    def one_round() -> None:
        error = next(rounds)
        if error:
            raise error
        sender.stopping.set()

    monkeypatch.setattr(sender, "round", one_round)
    sender.run()

    assert caplog.text.count("webhooks wait after an error") == 1


def test_log_names_no_address(
    cast: Cast, reached: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    offered(cast, reached)
    with caplog.at_level("INFO", logger="tracker"):
        send_all()

    assert "taken 200" in caplog.text
    assert "localhost" not in caplog.text
    assert "hook?" not in caplog.text


def test_letters_do_not_wait_for_receivers_and_old_deliveries_are_forgotten() -> None:
    assert not any("webhook" in job.name for job in JOBS)
    assert "old deliveries to webhooks forgotten" in [str(label) for label, _part in PARTS]


@pytest.mark.django_db(transaction=True)
def test_delivery_of_a_killed_worker_is_sent_again_by_another(
    shared: Shared, receiver: Receiver, tmp_path: Path, settings: Settings
) -> None:
    settings.WEBHOOK_PORTS = [str(receiver.port)]
    settings.WEBHOOK_NETWORKS = LOOPBACK
    # The processes have the key of the tests, of which the secret is made.
    shared.environment |= {
        "SECRET_KEY": settings.SECRET_KEY,
        "WEBHOOK_PORTS": str(receiver.port),
        "WEBHOOK_NETWORKS": LOOPBACK[0],
        "SSL_CERT_FILE": str(receiver.folder / "root.pem"),
    }
    offered(Cast(), receiver)
    receiver.answers = [receiver.hang]
    shared.lend()
    killed = shared.start()
    wait_for(lambda: receiver.received)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    rows = shared.ask("SELECT state, tries FROM tracker_delivery")
    assert rows == [("sending", 1)]

    # Its time is over.
    shared.ask("UPDATE tracker_delivery SET next_at = asked_at RETURNING id")
    other = shared.start()
    wait_for(lambda: shared.ask("SELECT state FROM tracker_delivery") == [("delivered",)])
    other.send_signal(signal.SIGTERM)

    assert other.wait(30) == 0
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert json.loads(first.body) | {"data": 0} == json.loads(second.body) | {"data": 0}
    assert shared.ask("SELECT tries, code FROM tracker_delivery") == [(2, 200)]
