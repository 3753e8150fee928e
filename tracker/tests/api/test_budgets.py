"""How many times each address of the API asks the database: as often for many rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.api.documents import description
from tracker.models import Submission
from tracker.tests.cast import Cast
from tracker.tests.public.test_budgets import fill

MOST = 8
BUDGETS = {
    "/statements/": 2,
    "/statements/?issuer=harbour-assembly&q=ferry": 3,
    "/statements/{slug}/": 7,
    "/statements/{slug}/revisions/1/": 4,
    "/statements/{slug}/signatories/": 2,
    "/signatories/": 2,
    "/signatories/mill-0000/": 8,
    "/submissions/": 2,
    "/submissions/?status=accepted&country=none": 2,
    "/submissions/?statement=ferry-letter": 3,
    "/submissions/{reference}/": 6,
    "/events/": 1,
    "/corrections/": 1,
    "/statistics/": 4,
    "/statistics/?statement=ferry-letter": 5,
    "/hosted-offers/{slug}/": 1,
    "/openapi.json": 0,
}


@pytest.mark.parametrize("amount", [1, 3, 300])
def test_answers_ask_as_often_as_they_may(cast: Cast, client: Client, amount: int) -> None:
    fill(cast, amount)
    words = {"slug": "ferry-letter", "reference": Submission.objects.earliest("pk").reference}
    description()
    costs = {}
    for address in BUDGETS:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/api/v1" + address.format(**words)).status_code == 200
        costs[address] = len(asked)

    assert costs == BUDGETS
    assert max(costs.values()) <= MOST


def test_every_address_has_a_budget() -> None:
    words = {"{slug}": "x", "{reference}": "x", "{number}": "1", "mill-0000": "x"}

    def plain(address: str) -> str:
        address = address.partition("?")[0]
        for name, value in words.items():
            address = address.replace(name, value)
        return address

    told = {path for path, one in description()["paths"].items() if "get" in one}
    assert {plain(path.removeprefix("/api/v1")) for path in told} <= set(map(plain, BUDGETS))
