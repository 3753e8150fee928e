"""The database is restarted while people offer: each is told, and nothing is lost or doubled."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from pytest_django import Settings

from tracker.models import Contact, WaitingOffer
from tracker.public import guarded_forms
from tracker.tests.admin.browsing import Page, get
from tracker.tests.cast import Cast
from tracker.tests.clusters import Pair
from tracker.tests.public.test_offers import FORM, ORGANISATION

PEOPLE, OFFERS = 2, 40


def send_until_taken(client: Client, typed: dict[str, str], network: str) -> Iterator[int]:
    """Send a form as often as it takes, each time with what the page before kept of it."""
    status = 503
    while status == 503:
        # As between requests, where Django looks whether a connection still is one.
        close_old_connections()
        response = client.post(FORM, typed, headers={"X-Forwarded-For": network})
        status = response.status_code
        yield status
        if status == 503:
            assert response["Retry-After"] == "5"
            kept = Page(client, response).fields()
            assert {name: kept[name] for name in typed} == typed
            time.sleep(0.05)


def offer_many(page: Page, person: int, kind: str) -> Counter[int]:
    """One person after the other; how often which answer came."""
    answers: Counter[int] = Counter()
    for number in range(OFFERS):
        email = f"{kind}-{person}-{number}@delta.example"
        typed = page.fields() | ORGANISATION | {"name": f"Delta {email}", "email": email}
        answers.update(send_until_taken(page.browser, typed, f"192.0.{person}.{number}"))
    connections.close_all()
    return answers


@pytest.mark.parametrize("rush_from, kind", [(0, "direct"), (-1, "waiting")])
def test_offers_are_kept_while_the_database_restarts(
    pair: Pair,
    known: Cast,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    rush_from: int,
    kind: str,
) -> None:
    settings.RUSH_FROM, settings.TRUSTED_PROXIES = rush_from, 1
    monkeypatch.setattr(guarded_forms, "LEAST_TIME", timedelta(0))
    known.letter  # noqa: B018 - made before
    pages = [get(Client(), FORM) for _person in range(PEOPLE)]

    with ThreadPoolExecutor(PEOPLE) as threads:
        people = [
            threads.submit(offer_many, page, person, kind) for person, page in enumerate(pages)
        ]
        time.sleep(0.2)
        pair.primary.stop()
        time.sleep(0.5)
        pair.primary.start()
        answers = sum((one.result() for one in people), Counter[int]())
    connections.close_all()  # also that of this thread, whose server is gone
    rows = (WaitingOffer if rush_from else Contact).objects.filter(email_folded__startswith=kind)
    kept = Counter(rows.values_list("email_folded", flat=True))

    assert answers[302] == PEOPLE * OFFERS
    assert answers[503] > 0
    assert answers.keys() == {302, 503}
    assert (len(kept), set(kept.values())) == (PEOPLE * OFFERS, {1})
