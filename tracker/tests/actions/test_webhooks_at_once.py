"""Two workers at the same moment: each event becomes one delivery, and goes out once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from tracker.actions.webhook_deliveries import next_parcel
from tracker.actions.webhook_folding import fold_into_deliveries
from tracker.models import Delivery
from tracker.tests.actions.test_concurrency import cast as cast
from tracker.tests.actions.test_concurrency import race
from tracker.tests.cast import Cast
from tracker.tests.webhooks import a_webhook, folded

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one process write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def test_two_workers_fold_each_event_once(cast: Cast) -> None:
    a_webhook(cast)
    folded()
    for signatory in (cast.rios, cast.fleuves):
        cast.offered(signatory)
    fold = lambda: fold_into_deliveries(timezone.now())  # noqa: E731

    assert sorted(race(fold, fold)) == [0, 2]
    assert Delivery.objects.count() == 2


def test_what_another_worker_takes_is_passed_over(cast: Cast) -> None:
    webhook = a_webhook(cast)
    for signatory in (cast.rios, cast.fleuves):
        cast.offered(signatory)
    folded()
    first = lambda: Delivery.objects.due(timezone.now()).select_for_update().first()  # noqa: E731

    taken, parcel = race(first, lambda: next_parcel(webhook, "other"))

    assert parcel is not None
    assert {taken, parcel.delivery} == set(Delivery.objects.all())
