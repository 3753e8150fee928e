"""From public events to deliveries: each event once for each webhook that wants it, no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tracker.actions import webhook_folding
from tracker.actions.statements import retire_statement
from tracker.actions.webhook_folding import (
    NAME,
    fold_into_deliveries,
    forget_old_deliveries,
)
from tracker.actions.webhooks import pause_webhook, resume_webhook
from tracker.choices import DeliveryState, ReplyKind, RetireReason
from tracker.models import Delivery, Event, Projection
from tracker.rules.deliveries import FIRST
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon
from tracker.tests.webhooks import a_webhook, folded, kinds, on_the_way, try_once


def test_public_events_are_told_and_nothing_else(cast: Cast) -> None:
    a_webhook(cast)
    offer = cast.offered()
    cast.replied(ReplyKind.REFUSAL, offer)
    cast.offer(cast.fleuves)  # not released

    assert kinds(folded()) == ["submission-released", "reply-released"]
    recorded = set(Event.objects.values_list("kind", flat=True))
    assert {"submission-recorded", "reply-recorded", "webhook-made"} <= recorded


def test_first_try_waits_a_moment(cast: Cast, noon: time_machine.Traveller) -> None:
    a_webhook(cast)
    cast.offered()

    assert fold_into_deliveries(NOON) == 1
    delivery = Delivery.objects.get()
    assert (delivery.next_at, delivery.asked_at) == (NOON + FIRST, NOON)
    assert not Delivery.objects.due(NOON).exists()
    assert list(Delivery.objects.due(NOON + FIRST)) == [delivery]


def test_folding_again_adds_nothing(cast: Cast) -> None:
    delivery = on_the_way(cast)

    assert fold_into_deliveries(timezone.now()) == 0
    assert list(Delivery.objects.all()) == [delivery]


def test_webhook_is_told_only_of_what_follows_it(cast: Cast) -> None:
    cast.offered()
    a_webhook(cast)

    assert folded() == []
    cast.offered(cast.fleuves)
    assert kinds(folded()) == ["submission-released"]


def test_events_from_before_the_first_webhook_are_passed_over_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.offered()
    monkeypatch.setattr(webhook_folding, "_between", lambda *given: pytest.fail(str(given)))

    assert fold_into_deliveries(timezone.now()) == 0
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert Projection.objects.get(name=NAME).position == newest


def test_every_webhook_gets_its_own_delivery_of_what_it_wants(cast: Cast) -> None:
    everything = a_webhook(cast)
    replies = a_webhook(cast, groups=["replies"])
    elsewhere = a_webhook(cast, statement=cast.letter)
    here = a_webhook(cast, statement=cast.declaration, groups=["submissions", "checks"])
    folded()
    Delivery.objects.all().delete()
    cast.replied(ReplyKind.REFUSAL, cast.offered())
    folded()

    told = {
        webhook.pk: kinds(list(webhook.deliveries.order_by("pk")))
        for webhook in (everything, replies, elsewhere, here)
    }
    assert told == {
        everything.pk: ["submission-released", "reply-released"],
        replies.pk: ["reply-released"],
        elsewhere.pk: [],
        here.pk: ["submission-released"],
    }


def test_paused_webhook_misses_what_happens_meanwhile(cast: Cast) -> None:
    webhook = a_webhook(cast)
    pause_webhook(webhook, by=cast.ben)
    cast.offered()
    assert folded() == []

    resume_webhook(webhook, by=cast.ben)
    cast.offered(cast.fleuves)

    assert [one.event.submission.signed_name for one in folded() if one.event] == [
        "Fleuves Vivants"
    ]


def test_event_that_is_not_public_any_more_is_passed_over(cast: Cast) -> None:
    a_webhook(cast)
    cast.offered()
    retire_statement(cast.declaration, RetireReason.ISSUER, by=cast.ben)

    assert "submission-released" not in kinds(folded())


def test_many_events_are_folded_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_folding, "BATCH", 2)
    a_webhook(cast)
    for signatory in (cast.rios, cast.fleuves, cast.mara):
        cast.offered(signatory)

    assert kinds(folded()) == ["submission-released"] * 3
    assert not Event.objects.filter(pk__gt=Projection.objects.get(name=NAME).position).exists()


def test_events_that_are_not_settled_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_webhook(cast)
    cast.offered()
    with monkeypatch.context() as patch:
        patch.setattr(webhook_folding, "settled_event", lambda: 0)
        assert fold_into_deliveries(timezone.now()) == 0

    assert fold_into_deliveries(timezone.now()) == 1


def test_other_worker_at_the_same_events_makes_it_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_webhook(cast)
    cast.offered()

    def settled() -> int:
        Projection.objects.filter(name=NAME).update(position=1)
        newest: int = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        return newest

    monkeypatch.setattr(webhook_folding, "settled_event", settled)

    assert fold_into_deliveries(timezone.now()) == 0
    assert not Delivery.objects.exists()


def test_idle_folding_only_reads(cast: Cast, django_assert_num_queries: Any) -> None:
    folded()

    with django_assert_num_queries(2) as captured:
        fold_into_deliveries(timezone.now())
    assert all(one["sql"].startswith("SELECT") for one in captured.captured_queries)
    assert connection.in_atomic_block


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.GIVEN_UP])
def test_old_deliveries_are_forgotten_when_they_are_over(
    cast: Cast, settings: Settings, state: DeliveryState
) -> None:
    delivery = try_once(on_the_way(cast).webhook)
    Delivery.objects.update(state=state)
    assert delivery.settled_at is not None
    end = delivery.settled_at + timedelta(days=settings.WEBHOOK_DAYS)

    with time_machine.travel(end, tick=False):
        assert forget_old_deliveries() == 0
    with time_machine.travel(end + timedelta(seconds=1), tick=False):
        assert forget_old_deliveries() == 1
        assert forget_old_deliveries() == 0
    assert not Delivery.objects.exists()


def test_what_still_waits_is_never_forgotten(cast: Cast) -> None:
    on_the_way(cast)

    with time_machine.travel(timezone.now() + timedelta(days=365)):
        assert forget_old_deliveries() == 0
    assert Delivery.objects.count() == 1
