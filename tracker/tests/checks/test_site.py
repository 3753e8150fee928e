"""The checks of the site: each wrong setting is named once, with a hint; the right one is not."""

import sqlite3
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from tracker.checks import site as checks
from tracker.models import User
from tracker.tests.checks.messages import PUBLIC, ids


def test_checks_are_registered(settings: Settings) -> None:
    settings.SECRET_KEY = "short"

    assert "undersigned.E001" in [message.id for message in run_checks()]


@pytest.mark.parametrize(
    "key, expected",
    [("", ["undersigned.E001"]), ("k" * 39, ["undersigned.E001"]), ("k" * 40, [])],
)
def test_check_secret_key_wants_forty_characters(
    settings: Settings, key: str, expected: list[str]
) -> None:
    settings.SECRET_KEY = key

    assert ids(checks.check_secret_key()) == expected


@pytest.mark.parametrize(
    "debug, hosts, expected",
    [
        (True, PUBLIC, ["undersigned.E002"]),
        (True, ["*"], ["undersigned.E002"]),
        (True, ["localhost", "127.0.0.1", "[::1]"], []),
        (False, PUBLIC, []),
    ],
)
def test_check_debug_refuses_other_hosts(
    settings: Settings, debug: bool, hosts: list[str], expected: list[str]
) -> None:
    settings.DEBUG = debug
    settings.ALLOWED_HOSTS = hosts

    assert ids(checks.check_debug()) == expected


@pytest.mark.parametrize(
    "host, https, hosts, expected",
    [
        ("record.example", True, PUBLIC, []),
        ("record.example", False, PUBLIC, ["undersigned.W003"]),
        ("other.example", True, PUBLIC, ["undersigned.E004"]),
        ("other.example", True, ["*"], []),
        ("127.0.0.1", False, ["localhost", "127.0.0.1"], []),
    ],
)
def test_check_site_url_wants_https_and_an_allowed_host(
    settings: Settings, host: str, https: bool, hosts: list[str], expected: list[str]
) -> None:
    settings.SITE_HOST = host
    settings.HTTPS = https
    settings.ALLOWED_HOSTS = hosts

    assert ids(checks.check_site_url()) == expected


def test_check_var_folder_accepts_a_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path

    assert checks.check_var_folder() == []


def test_check_var_folder_names_the_missing_one(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "missing"

    messages = checks.check_var_folder()

    assert ids(messages) == ["undersigned.E005"]
    assert str(tmp_path / "missing") in messages[0].msg


def without_trigrams(_database: str) -> Mock:
    error = sqlite3.OperationalError("no such tokenizer: trigram")
    return Mock(execute=Mock(side_effect=error))


@pytest.mark.parametrize(
    "engine, expected",
    [("django.db.backends.sqlite3", ["undersigned.E013"]), ("django.db.backends.postgresql", [])],
)
def test_check_sqlite_wants_trigrams_where_sqlite_is_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, engine: str, expected: list[str]
) -> None:
    monkeypatch.setattr(checks.sqlite3, "connect", without_trigrams)
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", engine)

    assert ids(checks.check_sqlite()) == expected


def test_check_sqlite_finds_the_trigrams_of_this_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")

    assert checks.check_sqlite() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "username, is_active, hosts, expected",
    [
        ("anna", True, PUBLIC, ["undersigned.E006"]),
        ("anna", True, ["localhost"], []),
        ("anna", False, PUBLIC, []),
        ("rosa", True, PUBLIC, []),
    ],
)
def test_check_demo_editors_keeps_them_on_one_machine(
    settings: Settings, username: str, is_active: bool, hosts: list[str], expected: list[str]
) -> None:
    User.objects.create_user(username, is_active=is_active)
    settings.ALLOWED_HOSTS = hosts

    assert ids(checks.check_demo_editors(databases=["default"])) == expected


@pytest.mark.django_db
def test_check_demo_editors_asks_no_database_unless_told_to(settings: Settings) -> None:
    User.objects.create_user("anna")
    settings.ALLOWED_HOSTS = PUBLIC

    assert checks.check_demo_editors() == []


@pytest.mark.django_db
def test_check_demo_editors_waits_for_the_first_migration(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create_user("anna")
    settings.ALLOWED_HOSTS = PUBLIC
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["django_migrations"])

    assert checks.check_demo_editors(databases=["default"]) == []
