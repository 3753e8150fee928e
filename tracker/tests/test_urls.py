"""The addresses that belong to no room."""

from django.test import Client


def test_healthz_answers_without_a_database(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response["Cache-Control"]


def test_healthz_refuses_to_be_written_to(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
