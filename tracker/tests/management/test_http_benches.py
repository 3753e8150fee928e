"""What is measured over HTTP: the addresses answer, and shares are of the empty view's rate."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
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
from tracker.management import bench_databases, http_benches, http_offers, web_servers
from tracker.management.bench_data import make_statement
from tracker.management.bench_databases import (
    database_of,
    database_url,
    require_own_database,
)
from tracker.management.bench_figures import KEPT, KNOWN, MADE
from tracker.management.http_benches import Driven, Effort, Servers, measure_pages
from tracker.management.http_offers import measure_offers
from tracker.management.http_pages import Page, pages
from tracker.management.web_servers import EMPTY, Server
from tracker.rules.offers import LEAST_TIME

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


def test_offers_are_measured_as_the_site_takes_them_and_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings_of, sent = [], []
    make_statement(seed_accounts()[1])

    def made_up(_site: Server, _effort: Effort, number: int) -> Iterator[bytes]:
        return iter([f"offer {number}".encode()] * 100)

    def driven(
        _server: Server, request: Callable[[], bytes], seconds: float, status: int
    ) -> Driven:
        sent.append((request(), status))
        return Driven(5.0, 1.0)

    @contextmanager
    def server_of(_application: str, environment: Mapping[str, str]) -> Iterator[Server]:
        settings_of.append(environment.get("RUSH_FROM"))
        yield Server(("127.0.0.1", 1), 1)

    monkeypatch.setattr(http_offers, "_made_up", made_up)
    monkeypatch.setattr(http_offers, "driven", driven)
    monkeypatch.setattr(http_offers, "serving", server_of)
    monkeypatch.setattr(http_benches, "_drive", lambda *_given: Driven(10.0, 1.0))
    figures = list(measure_offers("offer", rows=7, effort=Effort(1, 0.02)))

    assert [(one.page, one.share, one.budget) for one in figures] == [
        ("one offer, POST to committed", 0.5, 0.06),
        ("one offer, taken at once", 0.5, 0.06),
    ]
    assert settings_of == [None, None, None, "0"]
    assert sent == [(b"offer 0", 302)] * 2 + [(b"offer 1", 302)] * 2
    assert list(measure_offers("statement", rows=7, effort=Effort(1, 0.02))) == []


def test_offers_are_made_up_before_as_the_form_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    make_statement(seed_accounts()[1])
    opened, waited = [], []
    monkeypatch.setattr(http_offers, "sleep", waited.append)
    monkeypatch.setattr(http_offers, "MOST_RATE", 5)

    def form(address: object, path: str) -> tuple[str, dict[str, str]]:
        opened.append(path)
        return "csrftoken=x", {"stamp": "y"}

    monkeypatch.setattr(http_offers, "opened_form", form)
    offers = list(http_offers._made_up(Server(("127.0.0.1", 1), 1), Effort(2, 0.5), 3))

    assert len(offers) == 6
    assert all(one.startswith(b"POST /statements/") for one in offers)
    assert (len(opened), waited) == (1, [LEAST_TIME.total_seconds()])
