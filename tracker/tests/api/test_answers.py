"""All answers under /api/v1/: for scripts of any site, and every error a problem."""

import pytest
from django.test import Client

from tracker.tests.cast import Cast

LIST = "/api/v1/statements/"


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?x=1", "/api/v1/nothing/", "/api/v1/openapi.json"]
)
def test_any_site_may_read(cast: Cast, client: Client, address: str) -> None:
    response = client.get(address, headers={"origin": "https://other.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies


def test_other_sites_may_ask_before_they_read(client: Client) -> None:
    response = client.options(
        LIST,
        headers={
            "origin": "https://other.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )

    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_nobody_may_do_anything_where_nothing_is(client: Client) -> None:
    assert client.options("/api/v1/nothing/").status_code == 404


def test_other_sites_may_not_write(client: Client) -> None:
    response = client.post(LIST, headers={"origin": "https://other.example"})

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Origin" not in response


def test_pages_for_people_are_not_for_scripts_of_other_sites(cast: Cast, client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/statements/")


def test_head_tells_what_get_would(cast: Cast, client: Client) -> None:
    head, whole = client.head(LIST), client.get(LIST)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == whole["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize(
    "address, status, kind",
    [
        ("/api/v1/nothing/", 404, "not-found"),
        ("/api/v1/statements/nothing/", 404, "not-found"),
        ("/api/v1/statements/a%00b/", 404, "not-found"),
        ("/api/v1/submissions/XX-1/", 404, "not-found"),
        ("/api/v1/signatories/nobody/", 404, "not-found"),
    ],
)
def test_what_is_not_there_is_a_problem(
    cast: Cast, client: Client, address: str, status: int, kind: str
) -> None:
    response = client.get(address)
    told = response.json()

    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, told["status"]) == (status, status)
    assert told["type"].endswith(f"/api/#{kind}")
    assert told["title"] == told["detail"] == "There is nothing public at this address."


def test_an_address_of_another_site_is_a_problem(client: Client) -> None:
    response = client.get(LIST, headers={"host": "other.example"})

    assert response.status_code == 400
    assert response.json()["type"].endswith("#bad-request")


def test_a_site_that_is_busy_says_so_as_a_problem(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.public.overload.waiting", lambda _port: 10_000)
    response = client.get(LIST)

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "5"
    assert int(response["Content-Length"]) == len(response.content)
    assert response.json()["type"].endswith("#busy")


def test_a_mistake_of_ours_is_a_problem(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_slug: str) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("tracker.api.statements.find_statement", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/statements/ferry-letter/")

    assert response.status_code == 500
    assert response.json()["type"].endswith("#mistake")
    assert b"secret" not in response.content
