"""What is measured over HTTP: the addresses answer, and shares are of the empty view's rate."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.management import bench_databases, http_benches, web_servers
from tracker.management.bench_databases import (
    database_of,
    database_url,
    require_own_database,
)
from tracker.management.commands.bench import make_statement
from tracker.management.http_benches import Measured, Page, measure_pages, pages, surroundings
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
    again = Page("the same once more", "/", 0.001, is_desk=True)

    empty, measured = measure_pages([again], seed_accounts()[1], rounds=2, seconds=0.1)

    assert (empty.page.name, empty.share) == ("empty view", 1.0)
    assert measured.page == again
    assert measured.rate > 0
    assert 0.01 < measured.share < 100
    assert measured.is_met
    assert 0 < measured.at_work < 100


def test_where_the_system_does_not_tell_no_time_is_made_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(web_servers, "PROCESSES", tmp_path)
    assert Server(("127.0.0.1", 1), 1).at_work() == 0.0


def test_a_page_below_its_budget_misses_it() -> None:
    assert not Measured(Page("slow", "/", 0.08), 20.0, 0.079, 9.0).is_met
    assert Measured(Page("quick enough", "/", 0.08), 20.0, 0.08, 9.0).is_met


def test_surroundings_name_versions() -> None:
    told = surroundings()
    assert sorted(told) == ["database", "day", "django", "gunicorn", "processors", "python"]
    assert told["database"].startswith(f"{connection.display_name} ")


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
