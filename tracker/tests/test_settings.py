"""What the settings make of an environment, in which nothing but the given names is set."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from tracker.checks.caches import REDIS
from tracker.public.shared_pages import NONE as NO_CACHE

SETTINGS = Path(__file__).parent.parent / "settings.py"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs the settings file under an environment; returns its names and values."""

    def run(**environment: str) -> dict[str, Any]:
        for name in ("DATABASE_URL", "SECRET_KEY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("VAR_DIR", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return run


def test_settings_without_environment_serve_this_machine_alone(read: Any) -> None:
    settings = read()

    assert settings["DEBUG"] is False
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert set(settings["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert settings["SECRET_KEY"] == ""
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_settings_follow_the_port(read: Any) -> None:
    assert read(PORT="9000")["SITE_URL"] == "http://127.0.0.1:9000"


def test_settings_of_an_https_site_are_strict(read: Any) -> None:
    settings = read(SITE_URL="https://record.example/")

    assert settings["SITE_URL"] == "https://record.example"
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://record.example"]
    assert "record.example" in settings["ALLOWED_HOSTS"]
    assert settings["DEFAULT_FROM_EMAIL"] == "undersigned@record.example"
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True


def test_settings_allow_only_the_hosts_given(read: Any) -> None:
    settings = read(SITE_URL="https://record.example", ALLOWED_HOSTS="record.example,www.example")

    assert settings["ALLOWED_HOSTS"] == ["record.example", "www.example"]


def test_secret_key_comes_from_the_file(read: Any, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("from the file\n")

    assert read()["SECRET_KEY"] == "from the file"


def test_secret_key_of_the_environment_goes_first(read: Any, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("from the file\n")

    assert read(SECRET_KEY="from outside")["SECRET_KEY"] == "from outside"


def test_database_is_a_file_that_waits_its_turn(read: Any, tmp_path: Path) -> None:
    database = read()["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "undersigned.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON"
        ),
    }


def test_database_url_changes_the_database_and_nothing_else(read: Any) -> None:
    database = read(DATABASE_URL="postgres://editor:secret@db.example/record")["DATABASES"]

    assert database["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "record",
        "USER": "editor",
        "PASSWORD": "secret",
        "HOST": "db.example",
        "PORT": "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def test_database_url_of_a_file_keeps_the_options_of_files(read: Any) -> None:
    database = read(DATABASE_URL="sqlite:////srv/record.sqlite3")["DATABASES"]["default"]

    assert database["NAME"] == "/srv/record.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_without_replicas_nothing_is_routed(read: Any) -> None:
    settings = read(READ_DATABASE_URLS="")

    assert settings["READ_DATABASES"] == {}
    assert list(settings["DATABASES"]) == ["default"]
    assert "DATABASE_ROUTERS" not in settings


def test_replicas_are_databases_that_are_not_waited_for_long(read: Any) -> None:
    settings = read(
        DATABASE_URL="postgres://editor:secret@db.example/record",
        READ_DATABASE_URLS="postgres://reader:secret@near.example:6432/record?connect_timeout=5,"
        "postgres://reader:secret@far.example/record",
    )

    near, far = settings["READ_DATABASES"].values()
    assert list(settings["DATABASES"]) == ["default", "replica1", "replica2"]
    assert (near["HOST"], near["PORT"], near["CONN_MAX_AGE"]) == ("near.example", 6432, 600)
    assert near["OPTIONS"] == {"connect_timeout": 5, "tcp_user_timeout": 2000}
    assert (far["HOST"], far["OPTIONS"]["connect_timeout"]) == ("far.example", 2)
    assert settings["DATABASE_ROUTERS"] == ["tracker.queries.replicas.ReplicaRouter"]


def test_mail_goes_to_a_folder_until_there_is_a_server(read: Any, tmp_path: Path) -> None:
    assert read()["MAIL_FOLDER"] == tmp_path / "mail"


def test_email_url_is_a_server_that_is_not_waited_for_without_end(read: Any) -> None:
    settings = read(EMAIL_URL="smtp+tls://desk:secret@mail.example:587")

    assert settings["MAIL_FOLDER"] is None
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_TIMEOUT"] == 60


def test_content_security_policy_allows_nothing_inline_and_nobody_else(read: Any) -> None:
    directives = read()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    assert directives.pop("default-src") == ["'none'"]
    assert directives.pop("base-uri") == ["'none'"]
    assert directives.pop("frame-ancestors") == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'self'"}


@pytest.mark.parametrize("named", [{}, {"CACHE_URL": ""}])
def test_pages_are_shared_by_no_cache_unless_one_is_named(read: Any, named: dict[str, str]) -> None:
    settings = read(**named)

    assert settings["PAGE_MEMORY"] == 16
    assert settings["CACHES"]["default"]["BACKEND"] == NO_CACHE


@pytest.mark.parametrize("scheme", ["redis", "valkey"])
def test_cache_that_pages_are_shared_by_is_not_waited_for(read: Any, scheme: str) -> None:
    assert read(CACHE_URL=f"{scheme}://valkey.example:6379/1")["CACHES"]["default"] == {
        "BACKEND": REDIS,
        "LOCATION": "redis://valkey.example:6379/1",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
