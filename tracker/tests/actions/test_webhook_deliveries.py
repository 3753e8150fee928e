"""Sending to webhooks: tried again for about a day, at least once although workers die."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.releases import void_submission
from tracker.actions.webhook_deliveries import (
    give_up_old_deliveries,
    next_parcel,
    settle_delivery,
)
from tracker.actions.webhooks import end_webhook, pause_webhook, resume_webhook
from tracker.choices import DeliveryProblem as Problem
from tracker.choices import DeliveryState as State
from tracker.choices import EventKind, LetterKind, VoidReason, WebhookState
from tracker.models import Delivery, Event, Letter, Submission, User, Webhook
from tracker.rules.deliveries import BACK_OFF, LEASE, OLDEST, REST, Tried
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon
from tracker.tests.webhooks import TAKEN, a_webhook, folded, on_the_way, try_once

BUSY = Tried(Problem.UNWILLING, 500, "")
SLOW = Tried(Problem.TOO_SLOW)
GONE = Tried(Problem.GONE, 410)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind=LetterKind.WEBHOOK).order_by("to"))


def given_up(cast: Cast, delivery: Delivery) -> Delivery:
    """After so many tries as there are."""
    for _number in range(len(BACK_OFF) + 1):
        delivery = try_once(delivery.webhook, BUSY)
    return delivery


def test_what_is_taken_is_over(cast: Cast, noon: time_machine.Traveller) -> None:
    delivery = try_once(on_the_way(cast).webhook)

    assert (delivery.state, delivery.code, delivery.problem) == (State.DELIVERED, 200, "")
    assert (delivery.tries, delivery.milliseconds, delivery.settled_at) == (1, 12, NOON)
    webhook = Webhook.objects.get()
    assert (webhook.delivered_at, webhook.tried_at, webhook.failures) == (NOON, NOON, 0)
    assert next_parcel(webhook, "w") is None


def test_refused_then_taken(cast: Cast, noon: time_machine.Traveller) -> None:
    waiting = on_the_way(cast)
    tried = try_once(waiting.webhook, BUSY)

    assert (tried.state, tried.code, tried.problem) == (State.WAITING, 500, Problem.UNWILLING)
    assert BACK_OFF[0] <= tried.next_at - NOON <= BACK_OFF[0] * 1.2
    webhook = Webhook.objects.get()
    assert (webhook.failures, webhook.rests_until) == (1, NOON + REST)
    assert next_parcel(webhook, "w") is None

    noon.shift(timedelta(hours=1))
    taken = try_once(webhook)
    assert (taken.state, taken.code, taken.problem, taken.tries) == (State.DELIVERED, 200, "", 2)
    assert taken.message_id == waiting.message_id
    assert Webhook.objects.get().failures == 0


def test_pauses_grow_and_webhook_rests(cast: Cast, noon: time_machine.Traveller) -> None:
    webhook, pauses, rests = on_the_way(cast).webhook, [], []
    for _number in range(4):
        tried = try_once(webhook, SLOW)
        pauses.append(tried.next_at - NOON)
        rests.append(Webhook.objects.get().rests_until - NOON)

    assert all(
        pause <= waited <= pause * 1.2 for pause, waited in zip(BACK_OFF, pauses, strict=False)
    )
    assert rests == [REST, 2 * REST, 4 * REST, 8 * REST]


def test_webhook_that_rests_or_waits_for_nothing_is_not_due(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    webhook = on_the_way(cast).webhook
    quiet = a_webhook(cast, groups=["corrections"])

    assert list(Webhook.objects.due(NOON)) == [webhook]
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=NOON + REST)
    assert list(Webhook.objects.due(NOON)) == []
    assert list(Webhook.objects.due(NOON + REST)) == [webhook]
    assert quiet.deliveries.count() == 0


def test_webhook_that_waited_longest_is_first(cast: Cast, noon: time_machine.Traveller) -> None:
    first, second = a_webhook(cast), a_webhook(cast)
    cast.offered()
    folded()
    assert list(Webhook.objects.due(NOON)) == [first, second]

    noon.shift(timedelta(minutes=1))
    cast.offered(cast.fleuves)
    folded()
    try_once(first)

    assert list(Webhook.objects.due(timezone.now())) == [second, first]


# --- Given up -------------------------------------------------------------------------------------


def test_after_the_last_try_it_is_given_up_and_the_desk_is_told(cast: Cast) -> None:
    delivery = given_up(cast, on_the_way(cast))

    assert (delivery.state, delivery.tries) == (State.GIVEN_UP, len(BACK_OFF) + 1)
    assert list(Webhook.objects.failing()) == [delivery.webhook]
    (event,) = Event.objects.filter(kind=EventKind.WEBHOOK_FAILED)
    assert (event.facts["failures"], event.is_public) == (len(BACK_OFF) + 1, False)
    (letter,) = letters()
    assert letter.to == "ben@desk.example"
    assert letter.subject == "Not delivered: the webhook “Rivers archive”"
    assert f"/admin/tracker/webhook/{delivery.webhook_id}/change/" in letter.body


def test_desk_is_told_once_until_something_was_taken(cast: Cast) -> None:
    delivery = given_up(cast, on_the_way(cast))
    cast.offered(cast.fleuves)
    folded()
    given_up(cast, delivery)
    assert len(letters()) == 1

    cast.offered(cast.mara)
    folded()
    try_once(delivery.webhook)
    assert not Webhook.objects.failing().exists()
    cast.offered(cast.network)
    folded()
    given_up(cast, delivery)

    assert len(letters()) == 2


def test_only_those_who_may_release_are_told(cast: Cast) -> None:
    cast.anna, cast.aud  # noqa: B018
    cast.cleo  # noqa: B018
    User.objects.filter(pk=cast.cleo.pk).update(email="ben@desk.example")

    given_up(cast, on_the_way(cast))

    assert [letter.to for letter in letters()] == ["ben@desk.example"]


def test_what_waits_behind_others_is_given_up_after_some_time(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    webhook = on_the_way(cast).webhook
    assert give_up_old_deliveries(webhook) == 0
    noon.shift(OLDEST - timedelta(seconds=1))
    assert give_up_old_deliveries(webhook) == 0
    noon.shift(timedelta(seconds=1))

    assert give_up_old_deliveries(webhook) == 1
    assert give_up_old_deliveries(webhook) == 0

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem) == (State.GIVEN_UP, Problem.TOO_OLD)
    assert len(letters()) == 1


def test_receiver_that_is_gone_ends_the_webhook(cast: Cast) -> None:
    delivery = on_the_way(cast)
    cast.offered(cast.fleuves)
    folded()

    tried = try_once(delivery.webhook, GONE)

    assert (tried.state, tried.problem, tried.code) == (State.GIVEN_UP, Problem.GONE, 410)
    webhook = Webhook.objects.get()
    assert webhook.state == WebhookState.ENDED
    other = Delivery.objects.exclude(pk=tried.pk).get()
    assert (other.state, other.problem) == (State.DROPPED, Problem.ENDED)
    (event,) = Event.objects.filter(kind=EventKind.WEBHOOK_ENDED)
    assert event.facts == {"because": "gone", "version": webhook.version}
    (letter,) = letters()
    assert letter.subject == "Ended: the webhook “Rivers archive”"
    cast.offered(cast.mara)
    assert folded() == []


# --- Not sent -------------------------------------------------------------------------------------


def test_what_was_taken_back_is_dropped_on_the_way(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook
    void_submission(Submission.objects.get(), VoidReason.MISTAKE, by=cast.ben)
    cast.offered(cast.fleuves)
    folded()

    parcel = next_parcel(webhook, "w")

    assert parcel is not None
    assert parcel.delivery.event is not None
    assert parcel.delivery.event.submission.signed_name == "Fleuves Vivants"  # type: ignore[union-attr]
    dropped = Delivery.objects.get(state=State.DROPPED)
    assert (dropped.problem, dropped.code) == (Problem.WITHDRAWN, 0)
    assert next_parcel(webhook, "w") is None


def test_with_the_key_of_another_site_it_waits_and_says_why(cast: Cast, settings: Settings) -> None:
    webhook = on_the_way(cast).webhook
    settings.SECRET_KEY = "another key, as long as keys have to be in this site"

    assert next_parcel(webhook, "w") is None

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem) == (State.WAITING, Problem.NO_SECRET)
    assert Webhook.objects.get().failures == 1


def test_nothing_is_sent_while_paused_and_what_waited_afterwards(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    webhook = on_the_way(cast).webhook
    pause_webhook(webhook, by=cast.ben)

    assert not Webhook.objects.due(NOON).exists()
    assert next_parcel(webhook, "w") is None
    noon.shift(OLDEST * 2)
    resume_webhook(webhook, by=cast.ben)
    assert give_up_old_deliveries(webhook) == 0
    assert try_once(webhook).state == State.DELIVERED


def test_webhook_that_is_ended_sends_nothing(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook
    end_webhook(webhook, by=cast.ben)

    assert next_parcel(webhook, "w") is None
    assert Delivery.objects.get().state == State.DROPPED


# --- Workers --------------------------------------------------------------------------------------


def test_two_workers_never_send_the_same(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook

    assert next_parcel(webhook, "one") is not None
    assert next_parcel(webhook, "other") is None


def test_delivery_of_a_dead_worker_is_sent_again_under_the_same_id(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    webhook = on_the_way(cast).webhook
    dead = next_parcel(webhook, "dead")
    assert dead is not None
    noon.shift(LEASE)

    other = next_parcel(webhook, "other")

    assert other is not None
    assert other.headers["webhook-id"] == dead.headers["webhook-id"]
    assert other.headers["webhook-timestamp"] != dead.headers["webhook-timestamp"]
    settle_delivery(dead.delivery, TAKEN)
    assert Delivery.objects.get().state == State.SENDING
    settle_delivery(other.delivery, TAKEN)
    assert Delivery.objects.get().state == State.DELIVERED


@pytest.mark.parametrize("outcome", [TAKEN, BUSY, GONE])
def test_webhook_that_is_ended_meanwhile_stays_so(cast: Cast, outcome: Tried) -> None:
    webhook = on_the_way(cast).webhook
    parcel = next_parcel(webhook, "w")
    assert parcel is not None
    end_webhook(webhook, by=cast.ben)

    settle_delivery(parcel.delivery, outcome)

    assert Delivery.objects.get().state == State.DROPPED
    assert Webhook.objects.get().state == WebhookState.ENDED
    assert letters() == []


def test_webhook_that_is_paused_meanwhile_tells_nobody(cast: Cast) -> None:
    webhook = on_the_way(cast).webhook
    Delivery.objects.update(tries=len(BACK_OFF))
    parcel = next_parcel(webhook, "w")
    assert parcel is not None
    pause_webhook(webhook, by=cast.ben)

    settle_delivery(parcel.delivery, BUSY)

    assert Delivery.objects.get().state == State.GIVEN_UP
    assert letters() == []
