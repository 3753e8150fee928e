"""What is measured over HTTP: the addresses answer, and shares are of the empty view's rate."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.management import bench_databases, http_benches, web_servers
from tracker.management.bench_data import make_statement
from tracker.management.bench_databases import (
    database_of,
    database_url,
    require_own_database,
)
from tracker.management.bench_figures import KEPT, KNOWN, MADE
from tracker.management.http_benches import Effort, Servers, measure_pages
from tracker.management.http_pages import Page, pages
from tracker.management.web_servers import EMPTY, Server

pytestmark = pytest.mark.django_db


def test_pages_are_addresses_that_answer() -> None:
    publisher = seed_accounts()[1]
    list(make_samples(make_statement(publisher), count=240, seed=1, by=publisher))
    reader, editor = Client(), Client()
    editor.force_login(publisher)

    found = pages()
    answers = {page.name: (editor if page.is_desk else reader).get(page.path) for page in found}

    assert len(answers) == len(found)
    assert {answer.status_code for answer in answers.values()} == {200}
    first, deepest = answers["who signed, first page"], answers["who signed, deepest page"]
    assert [response.content.count(b'<th scope="row">') for response in (first, deepest)] == [
        50,
        50,
    ]
    assert b'rel="next' in first.content
    assert b'rel="next' not in deepest.content


def test_measure_pages_divides_by_the_empty_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_benches, "SITE", EMPTY)
    monkeypatch.setattr(http_benches, "WARM_UP", 0)
    make_statement(seed_accounts()[1])
    again = Page("the same once more", "/", 0.001, is_desk=True)

    empty, listed, row, measured = measure_pages(
        [again], seed_accounts()[1], rows=7, effort=Effort(2, 0.1)
    )

    assert (empty.page, empty.share) == ("empty view", 1.0)
    assert [listed.page, row.page] == ["rows of a list", "one row by its key"]
    assert (measured.page, measured.way, measured.rows) == ("the same once more", MADE, 7)
    assert measured.rate > 0
    assert 0.01 < measured.share < 100
    assert measured.of_raw == measured.rate / listed.rate
    assert measured.is_met
    assert 0 < measured.at_work < 100


TAG = b'W/"1"'
ANEW = b"HTTP/1.1 200 OK\r\nETag: %b\r\nConnection: close\r\n\r\n<tr><tr>" % TAG
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"


@contextmanager
def keeping_site(answers: dict[bytes, bytes]) -> Iterator[Server]:
    """A server that answers each request by what is in its If-None-Match."""

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection = listening.accept()[0]
                with closing(connection):
                    known = connection.recv(1000).partition(b"If-None-Match: ")[2].strip()
                    connection.sendall(answers[known])

    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor() as pool:
        pool.submit(serve, listening)
        yield Server(listening.getsockname(), 1)
        listening.shutdown(socket.SHUT_RDWR)


def test_a_kept_page_is_measured_made_kept_and_known(monkeypatch: pytest.MonkeyPatch) -> None:
    make_statement(seed_accounts()[1])
    with keeping_site({b"": ANEW, TAG: NOT_MODIFIED}) as server:
        monkeypatch.setattr(
            http_benches, "_servers", lambda: nullcontext(Servers(server, server, server))
        )
        page = Page("kept", "/", is_kept=True)
        figures = list(measure_pages([page], seed_accounts()[1], rows=7, effort=Effort(1, 0.02)))

    assert [(one.way, one.budget, one.shown) for one in figures[3:]] == [
        (MADE, 0.0, 2),
        (KEPT, 0.5, 2),
        (KNOWN, 0.5, 2),
    ]


def test_a_page_made_anew_meanwhile_is_asked_for_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter([RuntimeError("answered 200"), http_benches.Driven(5.0, 1.0)])

    def drive(*_given: object) -> http_benches.Driven:
        turn = next(turns)
        if isinstance(turn, RuntimeError):
            raise turn
        return turn

    monkeypatch.setattr(http_benches, "_drive", drive)
    with keeping_site({b"": ANEW}) as server:
        assert http_benches._drive_known(server, "/", 1).rate == 5.0


def test_a_page_without_a_tag_is_known_to_nobody() -> None:
    untold = ANEW.replace(b"ETag: ", b"X: ")
    with keeping_site({b"": untold}) as server, pytest.raises(RuntimeError, match="/a/ has no tag"):
        http_benches._drive_known(server, "/a/", 1)


def test_where_the_system_does_not_tell_no_time_is_made_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(web_servers, "PROCESSES", tmp_path)
    assert Server(("127.0.0.1", 1), 1).at_work() == 0.0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite files")
def test_databases_are_files_in_the_var_folder(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path / "bench"
    monkeypatch.setattr(connection, "close", lambda: None)
    kept = connection.settings_dict["NAME"]

    require_own_database()
    with database_of(70):
        assert database_url() == f"sqlite:///{tmp_path}/bench/70.sqlite3"
    assert connection.settings_dict["NAME"] == kept


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about a server's databases")
def test_databases_of_a_server_stand_beside_the_one_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    name = connection.settings_dict["NAME"]
    with database_of(70):
        assert database_url().endswith(f"/{name}_70")
    assert connection.settings_dict["NAME"] == name


def test_a_servers_database_must_be_the_benchs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_databases.connection, "vendor", "postgresql")
    monkeypatch.setitem(connection.settings_dict, "NAME", "undersigned")
    with pytest.raises(CommandError, match="give it one with “bench” in its name"):
        require_own_database()
    monkeypatch.setitem(connection.settings_dict, "NAME", "undersigned_bench")
    require_own_database()
