"""On a day of very many offers the form only keeps them, says so, and promises nothing else."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.sender_rules import record_sender_rule
from tracker.choices import SenderField, Verdict
from tracker.models import Letter, Submission, WaitingOffer
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.actions.test_waiting_offers import take_all
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL
from tracker.tests.outbox import noon as noon
from tracker.tests.public.test_offers import FORM, ORGANISATION, errors, opened, typed
from tracker.tests.public.test_overload import crowded as crowded

ALWAYS = -1
pytestmark = pytest.mark.django_db
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who waits")


@pytest.fixture
def rush(settings: Settings) -> None:
    settings.RUSH_FROM = ALWAYS


@pytest.mark.usefixtures("rush")
def test_offer_in_a_rush_is_kept_and_taken_in_later(client: Client, cast: Cast, noon: Any) -> None:
    page = typed(opened(client, cast), noon)

    assert page.url == f"{FORM}sent/?later="
    for words in ("Your offer is kept", "the letter may take an hour or longer", "by tomorrow"):
        assert words in page.text
    for words in ("A letter is on its way", "within minutes", "did not do the small task"):
        assert words not in page.text
    assert not Submission.objects.exists()
    assert take_all() == 1
    assert Submission.objects.get().signed_name == "Delta Keepers"
    assert Letter.objects.get().to == EMAIL


@pytest.mark.usefixtures("rush")
def test_offer_in_a_rush_costs_three_queries(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    noon.shift(10)

    with CaptureQueriesContext(connection) as captured:
        client.post(page.url, page.fields() | ORGANISATION)

    assert len(queries_of(captured)) == 3
    assert WaitingOffer.objects.count() == 1


@pytest.mark.usefixtures("rush")
def test_exceptions_and_network_wait_with_the_offer(
    client: Client, cast: Cast, noon: Any, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    page = opened(client, cast)
    clause = cast.letter_wording.clauses.order_by("order")[0]
    exception = {f"kind-{clause.pk}": "objection", f"text-{clause.pk}": "Not this."}
    noon.shift(10)
    client.post(
        page.url,
        page.fields() | ORGANISATION | exception,
        headers={"X-Forwarded-For": "192.0.2.7"},
    )

    assert WaitingOffer.objects.get().network == "192.0.2.7"
    take_all()
    assert Submission.objects.get().positions.get().text == "Not this."


@pytest.mark.usefixtures("rush")
def test_form_sent_twice_in_a_rush_waits_once(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    first = typed(page, noon)
    second = typed(page, noon)

    assert first.url == second.url
    assert WaitingOffer.objects.count() == 1


@pytest.mark.usefixtures("rush")
@pytest.mark.parametrize(
    "values, expected",
    [
        ({"name": ""}, "Name: This field is required."),
        ({"email": "m@mailinator.com"}, "E-mail address: This address is of a service for"),
        ({"record": None}, "This site may record"),
        ({"wording": "0"}, "The text was changed since you opened this page."),
    ],
)
def test_what_is_wrong_in_a_rush_comes_back_at_once(
    client: Client, cast: Cast, noon: Any, values: dict[str, Any], expected: str
) -> None:
    page = typed(opened(client, cast), noon, capacity="harbour master", **values)

    assert page.status == 400
    assert [one[: len(expected)] for one in errors(page)] == [expected]
    assert page.fields()["capacity"] == "harbour master"
    assert not WaitingOffer.objects.exists()


@pytest.mark.usefixtures("rush")
def test_blocked_sender_is_told_at_once_in_a_rush_too(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    rule = {"verdict": Verdict.BLOCK, "field": SenderField.EMAIL, "pattern": EMAIL, "note": "Seen."}
    record_sender_rule(rule, by=cast.anna)

    assert "take no offers from here" in errors(typed(page, noon))[0]
    assert not WaitingOffer.objects.exists()


@pytest.mark.usefixtures("rush")
def test_offer_without_proof_of_work_is_told_of_the_editor(
    client: Client, cast: Cast, noon: Any, settings: Settings
) -> None:
    settings.ALTCHA, settings.ALTCHA_TRIES = True, 4
    page = typed(opened(client, cast), noon)

    assert page.url == f"{FORM}sent/?later=&looked-at="
    assert "an editor looks at the offer" in page.text
    # Whether one is good is looked at when there is time.
    assert typed(opened(client, cast), noon, proof="some").url == f"{FORM}sent/?later="


@linux
def test_offers_wait_while_too_many_connections_do(
    client: Client, cast: Cast, noon: Any, crowded: str, settings: Settings
) -> None:
    settings.BACKLOG_LIMIT = 0
    page = opened(client, cast)
    noon.shift(10)
    sent = page.fields() | ORGANISATION
    for limit, name, is_later in ((3, "Delta 3", True), (4, "Delta 4", False), (0, "D", False)):
        settings.RUSH_FROM = limit
        response = client.post(FORM, sent | {"name": name}, SERVER_PORT=crowded)
        assert response["Location"].endswith("?later") is is_later

    names = set(Submission.objects.values_list("signed_name", flat=True))
    assert names == {"Delta 4", "D"}
    assert WaitingOffer.objects.get().typed["offer"]["name"] == "Delta 3"
