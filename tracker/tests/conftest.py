"""What every test gets: folders of its own, the desk's groups, and the system's browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db.backends.sqlite3.base import DatabaseOperations
from django.db.models.signals import post_migrate
from django.template.base import Template
from pytest_django import Settings

from tracker.tests.surroundings import note_start

# As it is before Django's test environment puts its own in the place.
DRAW = Template._render

# Playwright runs an event loop in the thread of the test, where Django would refuse the database;
# nothing in this site is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Forms and templates make many objects that go soon: looking for cycles took a quarter of the time.
gc.set_threshold(50_000, 20, 100)


# A machine that is busy with something else is no error of ours.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    note_start()


def pytest_collection_finish() -> None:
    """What is loaded by then stays to the end and need not be looked at again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def plain_templates(django_test_environment: None) -> Iterator[None]:
    """Templates are drawn as on the site: Django would copy the context of every part of a page for
    tests that look at contexts, which takes longer than to draw it. Ours read pages.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", DRAW)
        yield


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test writes into the folder of the site itself."""
    django_settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")
    django_settings.LOG_KEYS = tmp_path_factory.mktemp("log-keys")
    django_settings.VAR_DIR = tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session", autouse=True)
def flushing() -> Iterator[None]:
    """Between tests, SQLite may empty also the tables that it keeps from being changed.

    PostgreSQL truncates them, which its triggers let pass.
    """
    flushed = DatabaseOperations.sql_flush
    refusing = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refused'"

    def sql_flush(self: DatabaseOperations, *given: Any, **more: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            triggers = dict(cursor.execute(refusing).fetchall())
        drops = [f"DROP TRIGGER {name}" for name in triggers]
        return [*drops, *flushed(self, *given, **more), *triggers.values()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def groups() -> Iterator[None]:
    """After tests with transactions of their own, which empty every table, the groups of the desk
    are made again, as the migration did.
    """
    make_groups = import_module("tracker.migrations.0002_groups").make_groups

    def make(**_given: Any) -> None:
        make_groups(apps, None)

    config = apps.get_app_config("tracker")
    post_migrate.connect(make, sender=config)
    yield
    post_migrate.disconnect(make, sender=config)


@pytest.fixture
def upload_folder(settings: Settings, tmp_path: Path) -> Path:
    """For tests that look at what is kept: a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; without its sandbox, which refuses to run as root."""
    return {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
