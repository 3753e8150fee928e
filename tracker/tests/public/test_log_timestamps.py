"""The time stamps of the log, for everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.actions.log import sequence_events
from tracker.models import LogCheckpoint, LogTimestamp
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def stamp(cast: Cast) -> LogTimestamp:
    cast.offer()
    sequence_events()
    return LogTimestamp.objects.create(
        checkpoint=LogCheckpoint.objects.latest("size"),
        authority="stamps.example",
        response=b"response",
        stamped_at=NOON,
    )


def test_timestamps_are_listed_with_both_files(client: Client, stamp: LogTimestamp) -> None:
    page = client.get("/log/timestamps/").text

    assert "4 May 2026, 12:00:00 UTC" in page
    assert f'href="/log/checkpoints/{stamp.checkpoint_id}"' in page
    assert f'href="/log/timestamps/{stamp.pk}.tsr"' in page
    assert f"-in {stamp.checkpoint_id}.tsr" in page


def test_timestamps_are_listed_as_csv(client: Client, stamp: LogTimestamp) -> None:
    rows = client.get("/log/timestamps/?format=csv").getvalue().decode("utf-8-sig").splitlines()

    assert rows == [
        "entries,stamped_at,authority,checkpoint_address,address",
        f"{stamp.checkpoint_id},2026-05-04T12:00:00+00:00,stamps.example,"
        f"{SITE}/log/checkpoints/{stamp.checkpoint_id},{SITE}/log/timestamps/{stamp.pk}.tsr",
    ]


def test_timestamps_that_are_none_are_explained(client: Client) -> None:
    page = client.get("/log/timestamps/")

    assert page.status_code == 200
    assert "No time stamp so far" in page.text


def test_timestamp_comes_as_the_authority_gave_it(client: Client, stamp: LogTimestamp) -> None:
    response = client.get(f"/log/timestamps/{stamp.pk}.tsr")

    assert response.content == b"response"
    assert response["Content-Type"] == "application/timestamp-reply"
    assert "immutable" in response["Cache-Control"]


def test_checkpoint_of_a_size_is_what_was_signed(client: Client, stamp: LogTimestamp) -> None:
    response = client.get(f"/log/checkpoints/{stamp.checkpoint_id}")

    assert response.text == stamp.checkpoint.note


@pytest.mark.parametrize(
    "address", ["/log/timestamps/9.tsr", "/log/checkpoints/9", "/log/checkpoints/-1"]
)
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("url, is_told", [("https://stamps.example/", True), ("", False)])
def test_page_of_the_log_tells_of_the_authority(
    client: Client, stamp: LogTimestamp, settings: Settings, url: str, is_told: bool
) -> None:
    settings.TIMESTAMP_URL = url

    assert ("/log/timestamps/" in client.get("/log/").text) == is_told
