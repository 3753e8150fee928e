"""Lists in the API: pages of rows as on the site, and what cannot be read refused by its name."""

import pytest
from django.test import Client

from tracker.tests.cast import Cast


def test_list_tells_every_published_statement(cast: Cast, client: Client) -> None:
    assert cast.letter
    cast.draft("Not out yet", "not-out-yet")
    told = client.get("/api/v1/statements/").json()

    assert [one["slug"] for one in told["items"]] == [cast.letter.slug]
    assert told["next"] is told["previous"] is None


@pytest.mark.parametrize(
    "query, kind, names",
    [
        ("colour=red", "unknown-filter", ["colour"]),
        ("colour=red&size=2&kind=manifesto", "unknown-filter", ["colour", "size"]),
        ("kind=poem", "bad-filter", ["kind"]),
        ("kind=", "bad-filter", ["kind"]),
        ("after=x", "bad-cursor", ["after"]),
        ("before=x", "bad-cursor", ["before"]),
    ],
)
def test_list_refuses_by_name_what_it_cannot_read(
    cast: Cast, client: Client, query: str, kind: str, names: list[str]
) -> None:
    response = client.get(f"/api/v1/statements/?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == f"http://127.0.0.1:8000/api/#{kind}"
    assert response.json()["names"] == names
