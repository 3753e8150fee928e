"""Beyond its limit the site says so early, keeps what was typed, and takes it when sent again."""

from __future__ import annotations

import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from pytest_django import Settings

from tracker.models import Submission
from tracker.public.overload import is_passing
from tracker.queries import backlog
from tracker.tests.admin.browsing import Page, post
from tracker.tests.cast import Cast
from tracker.tests.outbox import noon as noon
from tracker.tests.public.test_offers import FORM, ORGANISATION, opened

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who waits")
BUSY = "Too many people at once"


@pytest.fixture
def crowded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The number of a port at which three wait, of which two may."""
    monkeypatch.setattr(backlog, "_looked", {})
    settings.BACKLOG_LIMIT = 2
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        address = server.getsockname()
        visitors = [socket.create_connection(address) for _visitor in range(3)]
        yield str(address[1])
        for visitor in visitors:
            visitor.close()


@linux
def test_readers_are_asked_to_come_back_without_a_look_at_the_database(
    client: Client, crowded: str
) -> None:
    response = client.get("/statements/?q=a", SERVER_PORT=crowded)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Cache-Control"] == "no-store"
    assert "default-src" in response["Content-Security-Policy"]
    text = response.content.decode()
    assert BUSY in text
    assert 'href="/statements/?q=a"' in text


@linux
def test_log_says_now_and_then_that_somebody_was_turned_away(
    client: Client, crowded: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _time in range(3):
        assert client.get("/statements/", SERVER_PORT=crowded).status_code == 503

    assert caplog.messages == ["turned away, 3 connections wait"]


@linux
@pytest.mark.django_db
def test_supervisors_are_answered_all_the_same(client: Client, crowded: str) -> None:
    for url in ("/healthz", "/readyz"):
        assert client.get(url, SERVER_PORT=crowded).status_code == 200


@linux
@pytest.mark.django_db
def test_nobody_is_turned_away_where_any_number_may_wait(
    client: Client, crowded: str, settings: Settings
) -> None:
    settings.BACKLOG_LIMIT = 0

    assert client.get("/statements/", SERVER_PORT=crowded).status_code == 200


@linux
@pytest.mark.django_db
def test_what_was_typed_is_kept_and_taken_when_sent_again(
    client: Client, cast: Cast, noon: Any, crowded: str
) -> None:
    page = opened(client, cast)
    noon.shift(10)
    sent = page.fields() | ORGANISATION | {"name": 'Delta "Keepers" <b>'}

    refused = Page(client, client.post(FORM, sent, SERVER_PORT=crowded))

    assert refused.status == 503
    assert BUSY in refused.text
    assert {name: refused.fields()[name] for name in sent} == sent
    assert Submission.objects.count() == 0
    taken = post(client, FORM, refused.fields())
    assert "A letter is on its way" in taken.text
    assert Submission.objects.get().signed_name == 'Delta "Keepers" <b>'


@linux
def test_passwords_are_not_sent_back(client: Client, crowded: str) -> None:
    typed = {"username": "anna", "password": "hidden-away"}
    response = client.post("/admin/login/", typed, SERVER_PORT=crowded)

    text = response.content.decode()
    assert (response.status_code, "anna" in text, "hidden-away" in text) == (503, True, False)


@linux
def test_other_sites_get_nothing_to_send_in_our_name(client: Client, crowded: str) -> None:
    theirs = {"email": "victim@example.org"}
    headers = {"Origin": "https://elsewhere.example"}
    response = client.post("/follow/", theirs, SERVER_PORT=crowded, headers=headers)

    text = response.content.decode()
    assert (response.status_code, "victim" in text, "<form" in text) == (503, False, False)


# --- The database cannot be had ---------------------------------------------------------------


@contextmanager
def held_by_another() -> Iterator[None]:
    """Somebody else has the database, and does not let go in the time that we wait."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    parameters = connection.get_connection_params()
    wanted = {name: parameters[name] for name in ("dbname", "user", "host", "port")}
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    with psycopg.connect(**wanted) as other:
        other.execute("LOCK TABLE tracker_submission, tracker_attempt")
        yield
        other.rollback()
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_offer_that_finds_the_database_held_is_kept_and_taken_when_sent_again(
    client: Client, noon: Any
) -> None:
    page = opened(client, Cast())
    noon.shift(10)
    sent = page.fields() | ORGANISATION
    with held_by_another():
        refused = Page(client, client.post(FORM, sent))

    assert (refused.status, refused.response["Retry-After"]) == (503, "5")
    assert {name: refused.fields()[name] for name in sent} == sent
    assert Submission.objects.count() == 0
    post(client, FORM, refused.fields())
    assert Submission.objects.get().signed_name == "Delta Keepers"


@pytest.mark.parametrize(
    "error, on_sqlite",
    [
        (OperationalError("database is locked"), True),
        (OperationalError("database table is locked: tracker_event"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError("unable to open database file"), True),
        (OperationalError("no such table: tracker_event"), False),
    ],
)
def test_mistakes_of_ours_are_not_called_busy(error: OperationalError, on_sqlite: bool) -> None:
    assert is_passing(error) is (on_sqlite or connection.vendor != "sqlite")


def test_what_is_no_trouble_of_the_database_stays_what_it_is() -> None:
    assert not is_passing(ValueError("locked"))
    assert is_passing(InterfaceError("connection is locked"))
